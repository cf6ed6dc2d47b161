import { LoaderCircle, Minus, Plus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatList } from '@/lib/core/text/policy';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import type { Preview } from './use-preview';

type Some = PolicyPreview['reach'];

/** What a draft reaches, and who gains and who loses by it against the stored version. */
export function Impact({ of, isJit, isNew }: { of: Preview; isJit: boolean; isNew: boolean }) {
  const { preview, state } = of;
  return (
    <div aria-busy={state === 'looking'} className="divide-y divide-line">
      <Part
        title="Reaches"
        note={
          state === 'looking' ? (
            <LoaderCircle aria-label="Working it out" size={13} className="animate-spin" />
          ) : null
        }
      >
        {state === 'failed' && (
          <p className="text-muted">The console did not answer. The next change tries again.</p>
        )}
        {preview && <Reached of={preview} isJit={isJit} />}
      </Part>
      {preview && <Change title={isNew ? 'Who gains' : 'Who gains by the change'} of={preview.gains} came />}
      {preview && !isNew && <Change title="Who loses by the change" of={preview.losses} />}
      {preview && preview.ending.count > 0 && (
        <Part title="Ends at once when saved">
          <p className="flex items-start gap-1.5 text-warn">
            <TriangleAlert aria-hidden size={15} className="mt-[3px] shrink-0" />
            <span className="min-w-0 break-words">Live access: {saySome(preview.ending)}</span>
          </p>
        </Part>
      )}
    </div>
  );
}

function Reached({ of, isJit }: { of: PolicyPreview; isJit: boolean }) {
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
      {reach.some.length > 0 && (
        <ul className="mt-1">
          {reach.some.map((name) => (
            <li key={name} className="break-words">
              {name}
            </li>
          ))}
          {reach.count > reach.some.length && <li>and {reach.count - reach.some.length} more</li>}
        </ul>
      )}
      {parents.length > 0 && (
        <p className="mt-1.5 break-words">
          May be asked for by {formatList(parents.map(({ name, people: count }) => `${name} (${count})`))}
        </p>
      )}
    </div>
  );
}

function Change({ title, of, came = false }: { title: string; of: PolicyPreview['gains']; came?: boolean }) {
  const Icon = came ? Plus : Minus;
  const lines = of
    ? [
        of.people.count > 0 && saySome(of.people, 'person', 'people'),
        of.targets.count > 0 && saySome(of.targets, 'target', 'targets'),
        of.access.length > 0 && `on targets that stay: ${formatList(of.access)}`,
      ].filter((line) => line !== false)
    : [];
  return (
    <Part title={title}>
      {lines.length === 0 && <p className="text-muted">Nobody</p>}
      <ul>
        {lines.map((line) => (
          <li key={line} className="flex items-start gap-1.5">
            <Icon aria-hidden size={14} className={`mt-[4px] shrink-0 ${came ? 'text-ok' : 'text-bad'}`} />
            <span className="min-w-0 break-words">{line}</span>
          </li>
        ))}
      </ul>
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

/** `3 people: a, b, c`, or without a noun just the names and how many more. */
function saySome({ count, some }: Some, one?: string, many?: string): string {
  const more = count > some.length ? ` and ${count - some.length} more` : '';
  const names = `${some.join('; ')}${more}`;
  return one ? `${count} ${count === 1 ? one : many}: ${names}` : names;
}
