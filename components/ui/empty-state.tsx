import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Shown in place of an empty list, with the next step. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { icon: Icon, title, children, action } = props;
  return (
    <div className="flex flex-col items-center gap-1 rounded-xl border border-line bg-panel px-6 py-14 text-center shadow-card">
      <Icon aria-hidden size={22} className="mb-2 text-faint" />
      <h2 className="font-bold">{title}</h2>
      <div className="max-w-md text-balance text-muted">{children}</div>
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
