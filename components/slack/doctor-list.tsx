import { CircleCheck, CircleHelp, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type Check, type CheckStatus, summarizeChecks } from '@/lib/core/slack/diagnosis';

const looks: Record<CheckStatus, { icon: LucideIcon; tone: string; word: string }> = {
  good: { icon: CircleCheck, tone: 'text-ok', word: 'OK' },
  attention: { icon: TriangleAlert, tone: 'text-warn', word: 'Needs attention' },
  bad: { icon: CircleX, tone: 'text-bad', word: 'Failed' },
  unknown: { icon: CircleHelp, tone: 'text-muted', word: 'Unknown' },
};

/** The results of the health check, each with what to do about it. */
export function DoctorList({ checks }: { checks: readonly Check[] }) {
  return (
    <>
      <p role="status" className="text-muted">
        {summarizeChecks(checks)}
      </p>
      <ul aria-label="Checks" className="mt-2 flex flex-col gap-2">
        {checks.map(({ id, name, status, finding, remedy }) => {
          const { icon: Icon, tone, word } = looks[status];
          return (
            <li key={id} className="flex items-start gap-2">
              <Icon aria-label={word} size={15} className={`mt-[3px] shrink-0 ${tone}`} />
              <p className="min-w-0 break-words">
                <b className="font-semibold">{name}</b> {finding}
                {remedy && <span className="block text-muted">{remedy}</span>}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Shown while the checks run. */
export function DoctorLoading() {
  return (
    <p role="status" aria-busy="true" className="text-muted">
      Checking…
    </p>
  );
}
