import { CircleSlash, Clock, KeyRound, type LucideIcon, Zap, ZapOff } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, TextInput } from '@/components/ui/field';
import { LongName } from '@/components/ui/long-name';
import { type MatrixCell, type MatrixOutcome, matrixSize } from '@/lib/core/access/access-matrix';
import { formatDuration } from '@/lib/core/text/duration';
import type { AccessMatrix as Matrix } from '@/lib/policies/get-access-matrix';

type Look = { icon: LucideIcon; name: string; about: string; tone: string };

/** Each outcome as icon, word and color. */
const looks: Record<MatrixOutcome, Look> = {
  'standing-access': {
    icon: KeyRound,
    name: 'Standing',
    about: 'has access without a request',
    tone: 'text-warn',
  },
  automatic: { icon: Zap, name: 'Automatic', about: 'is approved automatically', tone: 'text-ok' },
  'partly-automatic': {
    icon: ZapOff,
    name: 'Partly automatic',
    about: 'is approved automatically for some accounts or actions',
    tone: 'text-ok',
  },
  approval: { icon: Clock, name: 'Approval', about: 'needs approval', tone: 'text-accent' },
  none: { icon: CircleSlash, name: 'None', about: 'can’t request access', tone: 'text-faint' },
};

type Props = { matrix: Matrix; people: string; targets: string };

/** Who gets what: a row for each person, a column for each target. The filters are in the page's address. */
export function AccessMatrix({ matrix, people, targets }: Props) {
  const isEmpty = matrix.people.length === 0 || matrix.targets.length === 0;
  return (
    <div className="flex flex-col gap-4">
      <form
        action="/policies/simulator"
        className="flex flex-wrap items-end gap-3 rounded-xl border border-line bg-panel px-5 py-4 shadow-card"
      >
        <input type="hidden" name="ask" value="matrix" />
        <div className="grow basis-48">
          <Field id="matrix-people" label="People">
            <TextInput
              key={people}
              id="matrix-people"
              name="people"
              defaultValue={people}
              placeholder="Part of a name or email"
              maxLength={200}
              autoComplete="off"
            />
          </Field>
        </div>
        <div className="grow basis-48">
          <Field id="matrix-targets" label="Targets">
            <TextInput
              key={targets}
              id="matrix-targets"
              name="targets"
              defaultValue={targets}
              placeholder="Part of a name or environment"
              maxLength={200}
              autoComplete="off"
            />
          </Field>
        </div>
        <Button type="submit" look="primary">
          Show
        </Button>
      </form>
      {isEmpty ? (
        <EmptyState icon={CircleSlash} title="No matching people or targets">
          Search for another part of a name.
        </EmptyState>
      ) : (
        <Cells matrix={matrix} />
      )}
    </div>
  );
}

function Cells({ matrix }: { matrix: Matrix }) {
  const { targets, people, hasMore } = matrix;
  return (
    <>
      <Legend />
      <section
        aria-label="Access of people on targets"
        className="overflow-x-auto rounded-xl border border-line bg-panel shadow-card"
      >
        <table className="w-full border-collapse">
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 min-w-36 border-r border-b border-line bg-panel px-4 py-2 text-left text-xs font-medium text-muted"
              >
                Person
              </th>
              {targets.map(({ id, name, environment }) => (
                <th
                  key={id}
                  scope="col"
                  className="max-w-40 min-w-28 border-b border-line px-3 py-2 text-left text-xs font-medium text-muted"
                >
                  <Link
                    href={`/policies/simulator?ask=target&id=${id}`}
                    className="block font-semibold text-ink hover:underline"
                  >
                    <LongName name={name} />
                  </Link>
                  {environment}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, email, cells }) => (
              <tr key={id} className="border-b border-line last:border-b-0 hover:bg-soft">
                <th
                  scope="row"
                  className="sticky left-0 z-10 max-w-40 border-r border-line bg-panel px-4 py-2 text-left font-semibold sm:max-w-72"
                >
                  <Link href={`/policies/simulator?ask=person&id=${id}`} className="block hover:underline">
                    <LongName name={email} />
                  </Link>
                </th>
                {cells.map((cell, index) => (
                  <td key={targets[index]?.id} className="px-3 py-2 align-top">
                    <Outcome cell={cell} email={email} target={targets[index]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(hasMore.people || hasMore.targets) && (
        <p className="text-sm text-muted">
          {`Shows the first ${matrixSize.people} people and ${matrixSize.targets} targets that match. Type part of a name to see others.`}
        </p>
      )}
    </>
  );
}

function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {Object.values(looks).map(({ icon: Icon, name, about, tone }) => (
        <li key={name} className="flex items-center gap-1.5">
          <Icon aria-hidden size={14} className={`shrink-0 ${tone}`} />
          <span>
            <b className="font-semibold text-ink">{name}</b> {about}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Outcome(props: { cell: MatrixCell; email: string; target: Matrix['targets'][number] | undefined }) {
  const { cell, email, target } = props;
  const { icon: Icon, name, tone } = looks[cell.outcome];
  const inside = (
    <>
      <Icon aria-hidden size={14} className={`mt-[3px] shrink-0 ${tone}`} />
      <span className="min-w-0">
        {name}
        {cell.duration !== null && (
          <span className="block text-xs text-muted">{formatDuration(cell.duration)}</span>
        )}
      </span>
    </>
  );
  const look = `flex items-start gap-1.5 ${cell.outcome === 'none' ? 'text-muted' : ''}`;
  if (!target) return null;
  const query = new URLSearchParams({
    ask: 'check',
    person: email,
    target: `${target.name}.${target.environment}`,
  });
  return (
    <Link
      href={`/policies/simulator?${query}`}
      prefetch={false}
      title={cell.policy ?? undefined}
      className={`${look} hover:underline`}
    >
      {inside}
    </Link>
  );
}
