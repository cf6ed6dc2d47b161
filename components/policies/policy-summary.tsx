import { type PolicyDocument, usualDuration } from '@/lib/core/policy/policy';
import { choiceKey } from '@/lib/core/policy/policy-choice';
import { describeJitPolicy, formatCoverage, formatPeople } from '@/lib/core/text/policy';
import { coverageOf, type Names } from './draft';

/** What a policy means, in a sentence: who gets what, for how long, and who decides. */
export function PolicySummary({ draft, names }: { draft: PolicyDocument; names: Names }) {
  const groups = draft.groupIds.map(
    (id) => names.get(choiceKey('group', id))?.label ?? 'a group that is gone',
  );
  const who = formatPeople(groups, draft.subjectIds.length);
  if (draft.type !== 'JustInTime') return <Standing draft={draft} names={names} who={who} />;
  const covers = draft.childIds.map((id) => names.get(choiceKey('child', id))?.detail ?? 'nothing any more');
  const { automaticallyApproved: automatic } = draft;
  const duration = draft.duration ?? usualDuration;
  return (
    <>
      <p className="text-lg break-words">{describeJitPolicy({ who, what: covers, automatic, duration })}</p>
      {covers.length > 2 && (
        <ul className="mt-1 list-disc pl-5">
          {draft.childIds.map((id, index) => (
            <li key={id}>{covers[index]}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Standing({ draft, names, who }: { draft: PolicyDocument; names: Names; who: string | null }) {
  const covers = formatCoverage(coverageOf(draft, names));
  const has = draft.subjectIds.length + draft.groupIds.length === 1 ? 'has' : 'have';
  return (
    <div className="flex flex-col gap-2 break-words">
      <p className="text-lg">It gives {covers}.</p>
      {who ? (
        <p className="text-lg">
          {who} {has} it all the time, without asking.
        </p>
      ) : (
        <p className="text-muted">
          Nobody has it all the time. A just-in-time policy that includes it lets people ask for it.
        </p>
      )}
    </div>
  );
}
