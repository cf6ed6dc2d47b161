import { isProduction } from '@/lib/core/target/production';

/** The name of a target's environment; production stands out. */
export function EnvironmentName({ name }: { name: string }) {
  if (!isProduction(name)) return <span className="text-faint">{name}</span>;
  return <span className="rounded-md bg-warn-soft px-1.5 py-px text-sm font-medium text-warn">{name}</span>;
}
