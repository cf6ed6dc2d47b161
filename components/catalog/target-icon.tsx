import { AppWindow, Boxes, Database, type LucideIcon, Server } from 'lucide-react';
import type { TargetType } from '@/lib/core/target/target';

const icons: Record<TargetType, LucideIcon> = {
  Bzero: Server,
  DynamicAccessConfig: Server,
  Cluster: Boxes,
  Db: Database,
  Web: AppWindow,
};

/** The icon of a target type; decorative, because its name is next to it. */
export function TargetIcon({ type }: { type: TargetType }) {
  const Icon = icons[type];
  return <Icon aria-hidden size={15} className="shrink-0 text-faint" />;
}
