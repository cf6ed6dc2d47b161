import { ArrowDown } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

/** Whether one of a list is new in a policy or no longer in it; null if neither. */
export type Mark = 'added' | 'removed' | null;

export type Item = { key: string; text: string; mark: Mark };

/** The parts of a policy as boxes, one leading to the next. */
export function PictureSteps({
  steps,
}: {
  steps: readonly (readonly [title: string, content: ReactNode])[];
}) {
  return (
    <figure aria-label="Picture of the policy" className="mt-3">
      <ol className="flex flex-col items-stretch">
        {steps.map(([title, content], index) => (
          <Fragment key={title}>
            {index > 0 && (
              <li aria-hidden className="py-0.5">
                <ArrowDown size={14} className="mx-auto text-faint" />
              </li>
            )}
            <li className="rounded-lg border border-line bg-bg px-3 py-2">
              <h3 className="mb-1 text-xs text-muted">{title}</h3>
              {content}
            </li>
          </Fragment>
        ))}
      </ol>
    </figure>
  );
}

const mostItems = 12;

/** A list of text. What is added or removed comes first. */
export function Chips({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <p className="text-muted">None yet</p>;
  // What changes is shown in any case.
  const shown = [...items.filter(({ mark }) => mark), ...items.filter(({ mark }) => !mark)].slice(
    0,
    mostItems,
  );
  const rest = items.length - shown.length;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {shown.map(({ key, text, mark }) => (
        <Chip key={`${mark} ${key}`} mark={mark}>
          {text}
        </Chip>
      ))}
      {rest > 0 && <li className="text-muted">and {rest} more</li>}
    </ul>
  );
}

const looks = {
  added: { sign: '+', word: 'Added', classes: 'border-ok bg-ok-soft text-ok' },
  removed: { sign: '−', word: 'Removed', classes: 'border-bad bg-bad-soft text-bad line-through' },
};

/** One of a list. What is added or removed has a color and a sign. */
export function Chip({ mark, children }: { mark: Mark; children: ReactNode }) {
  const look = mark && looks[mark];
  return (
    <li
      className={`min-w-0 max-w-full rounded-md border px-1.5 py-px text-sm break-words ${look ? look.classes : 'border-line bg-panel'}`}
    >
      {look && (
        <>
          <span aria-hidden className="mr-1 inline-block font-bold">
            {look.sign}
          </span>
          <span className="sr-only">{look.word} </span>
        </>
      )}
      {children}
    </li>
  );
}
