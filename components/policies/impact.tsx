import { LoaderCircle, Minus, Plus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatList } from '@/lib/core/text/policy';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import type { Preview } from './use-preview';

type Some = PolicyPreview['ending'];

/** What a save gives without approval or for longer, and the active access that it ends. Nothing if it does neither. */
export function Warnings({ of: { preview } }: { of: Preview }) {
  const terms = preview?.gains?.terms;
  const ending = preview?.ending;
  if (!terms && !ending?.count) return null;
  return (
    <div className="flex flex-col gap-2 rounded-t-xl bg-warn-soft px-5 py-3.5">
      {terms && (
        <Warning title="Access added">
          <p>{terms}</p>
        </Warning>
      )}
      {ending && ending.count > 0 && (
        <Warning title="Active access that will end">
          <p>{formatSome({ count: ending.count, some: ending.some.slice(0, 6) })}</p>
        </Warning>
      )}
    </div>
  );
}

function Warning({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-1.5 text-warn">
      <TriangleAlert aria-hidden size={15} className="mt-[3px] shrink-0" />
      <div className="min-w-0 break-words">
        <h2 className="font-semibold">{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** The scope of a draft, and the access that it adds and removes compared with the stored version. */
export function Impact({
  of,
  isJit,
  isNew,
  children,
}: {
  of: Preview;
  isJit: boolean;
  isNew: boolean;
  /** shows the scope */
  children: ReactNode;
}) {
  const { preview, state } = of;
  return (
    <div aria-busy={state === 'loading'} className="divide-y divide-line">
      <Part
        title="Scope"
        note={
          state === 'loading' ? (
            <LoaderCircle aria-label="Calculating" size={13} className="animate-spin" />
          ) : null
        }
      >
        {state === 'failed' && (
          <p className="text-muted">Could not reach the server. The next change tries again.</p>
        )}
        {preview && <Scope of={preview} isJit={isJit} />}
        {children}
      </Part>
      {preview && !isNew && (
        <>
          <Change title="Access added" of={preview.gains} added />
          <Change title="Access removed" of={preview.losses} />
        </>
      )}
    </div>
  );
}

function Scope({ of, isJit }: { of: PolicyPreview; isJit: boolean }) {
  const { people, reach, parents } = of;
  const who = people === 1 ? '1 person' : `${people} people`;
  return (
    <div className="text-muted">
      <p>
        <b className="font-semibold text-ink">{reach.count === 1 ? '1 target' : `${reach.count} targets`}</b>
        {(isJit || people > 0) && (
          <>
            {' '}
            for <b className="font-semibold text-ink">{who}</b>
          </>
        )}
      </p>
      {parents.length > 0 && (
        <p className="mt-1.5 break-words">Can be requested by {formatList(parents.map(describeParent))}</p>
      )}
    </div>
  );
}

function describeParent({ name, people, automatic }: PolicyPreview['parents'][number]): string {
  return `${name} (${people}${automatic ? ', automatic' : ''})`;
}

function Change({
  title,
  of,
  added = false,
}: {
  title: string;
  of: PolicyPreview['gains'];
  added?: boolean;
}) {
  const Icon = added ? Plus : Minus;
  const lines = of
    ? [
        // What is gained by other terms is among the warnings.
        !added && of.terms,
        of.people.count > 0 && formatSome(of.people, 'person', 'people'),
        of.targets.count > 0 && formatSome(of.targets, 'target', 'targets'),
        of.access.length > 0 && `on existing targets: ${formatList(of.access)}`,
      ].filter((line) => typeof line === 'string')
    : [];
  if (of && lines.length === 0) return null;
  return (
    <Part title={title}>
      {lines.length === 0 ? (
        <p className="text-muted">None</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line} className="flex items-start gap-1.5">
              <Icon aria-hidden size={14} className={`mt-[4px] shrink-0 ${added ? 'text-ok' : 'text-bad'}`} />
              <span className="min-w-0 break-words">{line}</span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Part({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="px-5 py-3.5">
      <h2 className="mb-0.5 flex items-center gap-2 font-semibold">
        {title} {note}
      </h2>
      {children}
    </div>
  );
}

/** `3 people: a; b; c`, or without a noun only the names and how many more. */
function formatSome({ count, some }: Some, one?: string, many?: string): string {
  const more = count > some.length ? ` and ${count - some.length} more` : '';
  const names = `${some.join('; ')}${more}`;
  return one ? `${count} ${count === 1 ? one : many}: ${names}` : names;
}
