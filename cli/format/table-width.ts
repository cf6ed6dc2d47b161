import type { Terminal } from '../terminal';

/** How wide a table may be: as the terminal, but never less than 80 columns, or 132 where there are many. */
export function tableWidth({ width }: Terminal, isDetailed: boolean): number {
  return Math.max(isDetailed ? 132 : 80, width ?? 0);
}
