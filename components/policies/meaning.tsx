import { sayDuration } from '@/lib/core/duration';
import type { Choices, Draft } from './draft';
import { sayCoverage, sayPeople } from './sentence';

/** What a policy means, said in full: who gets what, for how long, and who decides. */
export function Meaning({ draft, choices }: { draft: Draft; choices: Choices }) {
  const groups = choices.groups.filter(({ id }) => draft.groupIds.includes(id)).map(({ name }) => name);
  const who = sayPeople(groups, draft.subjectIds.length);
  if (draft.type !== 'JustInTime') return <Standing draft={draft} choices={choices} who={who} />;
  const children = choices.children.filter(({ id }) => draft.childIds.includes(id));
  return (
    <div className="text-lg">
      <p>
        <b className="font-semibold">{who ?? 'Nobody'}</b> may ask for
        {children.length > 1 ? ':' : ' '}
        {children.length < 2 && (
          <>
            <b className="font-semibold">{children[0]?.covers ?? 'nothing yet'}</b>.
          </>
        )}
      </p>
      {children.length > 1 && (
        <ul className="my-1 list-disc pl-5">
          {children.map(({ id, covers }) => (
            <li key={id}>
              <b className="font-semibold">{covers}</b>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1">
        {draft.automaticallyApproved ? (
          <>
            They get it <b className="font-semibold">at once</b>, nobody is asked.
          </>
        ) : (
          <>
            An <b className="font-semibold">admin</b> decides.
          </>
        )}{' '}
        It ends after{' '}
        <b className="font-semibold">{draft.duration > 0 ? sayDuration(draft.duration) : 'no time'}</b>.
      </p>
    </div>
  );
}

function Standing({ draft, choices, who }: { draft: Draft; choices: Choices; who: string | null }) {
  const environments = choices.environments
    .filter(({ id }) => draft.environmentIds.includes(id))
    .map(({ name }) => name);
  const covers = sayCoverage({ ...draft, targetCount: draft.targetIds.length, environments });
  return (
    <div className="flex flex-col gap-2 text-lg">
      <p>
        It gives <b className="font-semibold">{covers}</b>.
      </p>
      {who ? (
        <p>
          <b className="font-semibold">{who}</b>{' '}
          {draft.subjectIds.length + draft.groupIds.length === 1 ? 'has' : 'have'} it{' '}
          <b className="font-semibold">all the time</b>, without asking.
        </p>
      ) : (
        <p className="text-base text-muted">
          Nobody has it all the time. A just-in-time policy that includes it lets people ask for it.
        </p>
      )}
    </div>
  );
}
