import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Tone = 'info' | 'ok' | 'warn' | 'bad';

const looks: Record<Tone, { icon: LucideIcon; tone: string }> = {
  info: { icon: Info, tone: 'bg-soft text-ink [&>svg]:text-muted' },
  ok: { icon: CircleCheck, tone: 'bg-ok-soft text-ink [&>svg]:text-ok' },
  warn: { icon: TriangleAlert, tone: 'bg-warn-soft text-ink [&>svg]:text-warn' },
  bad: { icon: OctagonAlert, tone: 'bg-bad-soft text-ink [&>svg]:text-bad' },
};

/** A message on the page. With `live`, screen readers read it out when it appears. */
export function Notice({
  tone = 'info',
  live,
  children,
}: {
  tone?: Tone;
  live?: boolean;
  children: ReactNode;
}) {
  const { icon: Icon, tone: classes } = looks[tone];
  const role = live ? (tone === 'bad' ? 'alert' : 'status') : undefined;
  return (
    <div role={role} className={`flex items-start gap-2.5 rounded-lg px-3.5 py-2.5 ${classes}`}>
      <Icon aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}
