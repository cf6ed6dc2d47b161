import { BarChart, barHeight, barStep } from '@/components/ui/bar-chart';
import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import type { Activity } from '@/lib/access/get-activity';
import { formatSeconds } from '@/lib/core/text/duration';

const barWidth = 4;

/** The last 24 hours as bars, and as a table for screen readers and for exact numbers. */
export function ActivityChart({ activity }: { activity: Activity }) {
  const { hours, requests, approvals, medianSeconds } = activity;
  const most = Math.max(1, ...hours.map((hour) => Math.max(hour.requests, hour.approvals)));
  return (
    <section
      aria-label="The last 24 hours"
      className="mb-4 grid items-center gap-x-8 gap-y-3 rounded-xl border border-line bg-panel px-5 py-3.5 shadow-card md:grid-cols-[auto_minmax(0,1fr)]"
    >
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Total name="Requests" value={String(requests)} mark="bg-muted" />
        <Total name="Approvals" value={String(approvals)} mark="bg-accent" />
        <Total name="Median time to decision" value={formatSeconds(medianSeconds)} />
      </dl>
      {hours.length > 0 && (
        <BarChart
          bars={hours.length}
          most={most}
          first={<HourLabel at={hours[0]?.hour} />}
          last={<HourLabel at={hours.at(-1)?.hour} />}
        >
          {hours.map((hour, index) => (
            <HourBars key={hour.hour.toISOString()} hour={hour} x={index * barStep + 1} most={most} />
          ))}
        </BarChart>
      )}
      <div className="md:col-span-2">
        <Disclosure summary={<span className="text-sm">Hourly data</span>}>
          <table className="w-full max-w-xl text-left">
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col">Hour</th>
                <th scope="col">Requests</th>
                <th scope="col">Approvals</th>
                <th scope="col">Median time to decision</th>
              </tr>
            </thead>
            <tbody>
              {hours.map((hour) => (
                <tr key={hour.hour.toISOString()}>
                  <th scope="row" className="font-normal">
                    <Time at={hour.hour} show="moment" />
                  </th>
                  <td>{hour.requests}</td>
                  <td>{hour.approvals}</td>
                  <td>{formatSeconds(hour.medianSeconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Disclosure>
      </div>
    </section>
  );
}

function Total({ name, value, mark }: { name: string; value: string; mark?: string }) {
  return (
    <div>
      <dt className="flex items-center gap-1.5 text-xs text-muted">
        {mark && <span aria-hidden className={`size-2 rounded-sm ${mark}`} />}
        {name}
      </dt>
      <dd className="text-lg font-semibold">{value}</dd>
    </div>
  );
}

function HourLabel({ at }: { at: Date | undefined }) {
  return at ? <Time at={at} show="clock" /> : null;
}

function HourBars({ hour, x, most }: { hour: Activity['hours'][number]; x: number; most: number }) {
  const { requests, approvals, medianSeconds } = hour;
  return (
    <g>
      <title>{`${requests} requests, ${approvals} approvals, median time to decision ${formatSeconds(medianSeconds)}`}</title>
      <Bar x={x} tall={requests / most} className="fill-muted" />
      <Bar x={x + barWidth + 1} tall={approvals / most} className="fill-accent" />
    </g>
  );
}

/** `tall` is a part of the whole height, from 0 to 1. */
function Bar({ x, tall, className }: { x: number; tall: number; className: string }) {
  const height = tall * (barHeight - 2);
  return <rect x={x} y={barHeight - 1 - height} width={barWidth} height={height} className={className} />;
}
