import { defaultDuration, type PolicyDocument } from '@/lib/core/policy/policy';
import { choiceKey } from '@/lib/core/policy/policy-choice';
import { durationError } from '@/lib/core/policy/policy-duration';
import { describeJitPolicy, formatCoverage, formatPeople } from '@/lib/core/text/policy';
import { coverageOf, type Names } from './draft';

/** A policy in one sentence: who gets what, for how long, and how it is approved. */
export function PolicySummary({ draft, names }: { draft: PolicyDocument; names: Names }) {
  const groups = draft.groupIds.map((id) => names.get(choiceKey('group', id))?.label ?? 'a deleted group');
  const programs = draft.subjectIds.filter((id) => names.get(choiceKey('person', id))?.program).length;
  const who = formatPeople(groups, draft.subjectIds.length - programs, programs);
  if (draft.type !== 'JustInTime') return <StandingAccess draft={draft} names={names} who={who} />;
  const covers = draft.childIds.map((id) => names.get(choiceKey('child', id))?.detail ?? 'a deleted policy');
  const { automaticallyApproved: automatic } = draft;
  const minutes = draft.duration ?? defaultDuration;
  const duration = durationError(minutes) ? Number.NaN : minutes;
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

function StandingAccess({ draft, names, who }: { draft: PolicyDocument; names: Names; who: string | null }) {
  const covers = formatCoverage(coverageOf(draft, names));
  const has = draft.subjectIds.length + draft.groupIds.length === 1 ? 'has' : 'have';
  return (
    <div className="flex flex-col gap-2 break-words">
      <p className="text-lg">Covers {covers}.</p>
      {who ? (
        <p className="text-lg">
          {who} {has} standing access.
        </p>
      ) : (
        <p className="text-muted">
          No one has standing access. People can request it through a just-in-time policy.
        </p>
      )}
    </div>
  );
}
