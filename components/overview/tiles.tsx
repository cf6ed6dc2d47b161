import Link from 'next/link';
import type { Overview } from '@/lib/access/get-overview';
import { formatSeconds } from '@/lib/core/text/duration';

/** The numbers of the moment, each a link to its list. */
export function Tiles({ overview }: { overview: Overview }) {
  const { pending, active, openSessions, failedMessages, decisionTimes } = overview;
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-5">
      <Tile name="Pending requests" value={pending.total} href="/requests" />
      <Tile name="Active access" value={active.total} href="/requests?show=live" />
      <Tile name="Open sessions" value={openSessions} href="/sessions" />
      <Tile
        name="Undelivered messages"
        value={failedMessages ?? '–'}
        note={failedMessages === null ? 'Slack is not connected' : undefined}
        href="/settings/integrations/slack"
        alarm={failedMessages !== null && failedMessages > 0}
      />
      <Tile
        name="Median time to decision"
        value={formatSeconds(decisionTimes?.median ?? null)}
        note={
          decisionTimes
            ? `9 of 10 within ${formatSeconds(decisionTimes.slow)}, last 30 days`
            : 'No decisions in 30 days'
        }
      />
    </dl>
  );
}

type TileProps = {
  name: string;
  value: number | string;
  note?: string | undefined;
  href?: string;
  alarm?: boolean;
};

function Tile({ name, value, note, href, alarm }: TileProps) {
  return (
    <div className="relative flex flex-col-reverse justify-end rounded-xl border border-line bg-panel px-4 py-3 shadow-card has-[a:hover]:border-edge">
      {note && <dd className="text-xs text-muted">{note}</dd>}
      <dd className={`text-xl font-bold tabular-nums ${alarm ? 'text-bad' : ''}`}>{value}</dd>
      <dt className="text-xs text-muted">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 after:rounded-xl">
            {name}
          </Link>
        ) : (
          name
        )}
      </dt>
    </div>
  );
}
