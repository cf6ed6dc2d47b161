import { BarChart, barHeight, barStep } from '@/components/ui/bar-chart';
import { Disclosure } from '@/components/ui/disclosure';
import type { Overview } from '@/lib/access/get-overview';

type OutcomeDay = Overview['days'][number];
type Outcome = Exclude<keyof OutcomeDay, 'day'>;

const outcomes: readonly { key: Outcome; name: string; fill: string; mark: string }[] = [
  { key: 'automatic', name: 'Approved automatically', fill: 'fill-ok', mark: 'bg-ok' },
  { key: 'approved', name: 'Approved by an admin', fill: 'fill-accent', mark: 'bg-accent' },
  { key: 'denied', name: 'Denied', fill: 'fill-bad', mark: 'bg-bad' },
  { key: 'dropped', name: 'Cancelled or timed out', fill: 'fill-edge', mark: 'bg-edge' },
];

/** The requests of each day by outcome, as stacked bars and as a table. Days are in UTC. */
export function OutcomeChart({ days }: { days: readonly OutcomeDay[] }) {
  const totals = days.map((day) => outcomes.reduce((sum, { key }) => sum + day[key], 0));
  const most = Math.max(1, ...totals);
  return (
    <div className="rounded-xl border border-line bg-panel px-5 py-4 shadow-card">
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {outcomes.map(({ key, name, mark }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-sm ${mark}`} />
            <span className="text-muted">{name}</span>
            <span className="font-semibold tabular-nums">{days.reduce((sum, day) => sum + day[key], 0)}</span>
          </li>
        ))}
      </ul>
      <BarChart
        bars={days.length}
        most={most}
        first={formatDay(days[0]?.day)}
        last={formatDay(days.at(-1)?.day)}
      >
        {days.map((day, index) => (
          <DayBar key={day.day} day={day} x={index * barStep + 2} most={most} />
        ))}
      </BarChart>
      <Disclosure summary={<span className="text-sm">Daily data (UTC)</span>}>
        <OutcomeTable days={days.filter((_, index) => totals[index])} />
      </Disclosure>
    </div>
  );
}

function DayBar({ day, x, most }: { day: OutcomeDay; x: number; most: number }) {
  let top = barHeight - 1;
  return (
    <g>
      <title>{describeDay(day)}</title>
      {outcomes.map(({ key, fill }) => {
        const tall = (day[key] / most) * (barHeight - 2);
        top -= tall;
        return (
          tall > 0 && <rect key={key} x={x} y={top} width={barStep - 4} height={tall} className={fill} />
        );
      })}
    </g>
  );
}

function describeDay(day: OutcomeDay): string {
  const parts = outcomes.filter(({ key }) => day[key] > 0).map(({ key, name }) => `${name}: ${day[key]}`);
  return [formatDay(day.day), ...parts].join('\n');
}

function OutcomeTable({ days }: { days: readonly OutcomeDay[] }) {
  if (days.length === 0) return <p className="text-muted">No requests in these days.</p>;
  return (
    <table className="w-full max-w-2xl text-left">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col">Day</th>
          {outcomes.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row" className="font-normal whitespace-nowrap">
              {formatDay(day.day)}
            </th>
            {outcomes.map(({ key }) => (
              <td key={key}>{day[key]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const dayFormat = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function formatDay(day: string | undefined): string {
  return day ? dayFormat.format(new Date(`${day}T00:00:00Z`)) : '';
}
