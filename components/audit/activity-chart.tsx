import { Disclosure } from '@/components/ui/disclosure';
import { Time } from '@/components/ui/time';
import type { Activity } from '@/lib/access/get-activity';
import { formatSeconds } from '@/lib/core/text/duration';

const height = 56;
const step = 20; // one hour
const bar = 7;

/** The last 24 hours as bars, and as a table for screen readers and for exact numbers. */
export function ActivityChart({ activity }: { activity: Activity }) {
  const { hours, requests, approvals, medianSeconds } = activity;
  const most = Math.max(1, ...hours.map((hour) => Math.max(hour.requests, hour.approvals)));
  const slowest = Math.max(1, ...hours.map((hour) => hour.medianSeconds ?? 0));
  const tall = (count: number) => (count / most) * (height - 4);
  return (
    <section
      aria-label="The last 24 hours"
      className="mb-4 grid items-center gap-x-8 gap-y-3 rounded-xl border border-line bg-panel px-5 py-3.5 shadow-card md:grid-cols-[auto_minmax(0,1fr)]"
    >
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Total name="Requests" value={String(requests)} mark="bg-muted" />
        <Total name="Approvals" value={String(approvals)} mark="bg-accent" />
        <Total name="Median time to decision" value={formatSeconds(medianSeconds)} mark="bg-warn" />
      </dl>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${hours.length * step} ${height}`}
        preserveAspectRatio="none"
        className="hidden h-14 w-full md:block"
      >
        <line x1="0" x2={hours.length * step} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
        {hours.map((hour, index) => (
          <g key={hour.hour.toISOString()}>
            <title>{`${hour.requests} requests, ${hour.approvals} approvals, median time to decision ${formatSeconds(hour.medianSeconds)}`}</title>
            <Bar at={index * step + 2} tall={tall(hour.requests)} className="fill-muted" />
            <Bar at={index * step + 3 + bar} tall={tall(hour.approvals)} className="fill-accent" />
            {hour.medianSeconds !== null && (
              <rect
                x={index * step + 2}
                y={height - 4 - (hour.medianSeconds / slowest) * (height - 8)}
                width={step - 4}
                height="2"
                className="fill-warn"
              />
            )}
          </g>
        ))}
      </svg>
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

function Bar({ at, tall, className }: { at: number; tall: number; className: string }) {
  return tall > 0 ? (
    <rect x={at} y={height - tall} width={bar} height={tall} rx="1" className={className} />
  ) : null;
}
