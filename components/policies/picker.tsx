import { ChevronRight, SearchX } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import type { Pick, Question } from '@/lib/web/simulator';

type Props = {
  picks: readonly Pick[];
  question: Question;
  href: (more: Record<string, string>) => string;
};

const nothing: Record<Question, string> = {
  target: 'No target is called that.',
  person: 'Nobody is called that.',
  replay: 'No policy is called that.',
};

/** What the question can be asked about: each leads to its answer. */
export function Picker({ picks, question, href }: Props) {
  if (picks.length === 0)
    return (
      <EmptyState icon={SearchX} title={nothing[question]}>
        Search for another part of the name.
      </EmptyState>
    );
  return (
    <>
      {question === 'replay' && (
        <p className="mb-3 text-muted">
          Choose a policy and change it: its editor runs the requests of the last 90 days through the draft,
          and lists each that would come out otherwise.
        </p>
      )}
      <ul className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
        {picks.map((pick) => (
          <li key={pick.id}>
            <Link
              href={pick.href ?? href({ id: pick.id })}
              className="flex items-center gap-3 px-4 py-2.5 hover:bg-soft"
            >
              <span className="min-w-0 grow break-words">
                <span className="font-semibold">{pick.name}</span>{' '}
                <span className="text-muted">{pick.detail}</span>
              </span>
              <ChevronRight aria-hidden size={15} className="shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
