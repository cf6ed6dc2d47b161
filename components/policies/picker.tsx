import { ChevronRight, SearchX } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import type { OptionsMode, SimulatorOption } from '@/lib/web/simulator';

type Props = {
  options: readonly SimulatorOption[];
  mode: OptionsMode;
  href: (more: Record<string, string>) => string;
};

const emptyTitles: Record<OptionsMode, string> = {
  target: 'No matching targets',
  person: 'No matching people',
  replay: 'No matching policies',
};

/** The targets, people or policies to simulate, each a link to its result. */
export function Picker({ options, mode, href }: Props) {
  if (options.length === 0)
    return (
      <EmptyState icon={SearchX} title={emptyTitles[mode]}>
        Try another part of the name.
      </EmptyState>
    );
  return (
    <>
      {mode === 'replay' && (
        <p className="mb-3 text-muted">
          Choose a policy and edit it. The editor tests your draft against the requests of the last 90 days
          and lists each one whose outcome would change.
        </p>
      )}
      <ul className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
        {options.map((option) => (
          <li key={option.id}>
            <Link
              href={option.href ?? href({ id: option.id })}
              className="flex items-center gap-3 px-4 py-2.5 hover:bg-soft"
            >
              <span className="min-w-0 grow break-words">
                <span className="font-semibold">{option.name}</span>{' '}
                <span className="text-muted">{option.detail}</span>
              </span>
              <ChevronRight aria-hidden size={15} className="shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
