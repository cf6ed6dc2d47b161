import type { Terminal } from '../terminal';

/** The maximum width of a table: that of the terminal, but at least 80 columns, or 132 if it is detailed. */
export function tableWidth({ width }: Terminal, isDetailed: boolean): number {
  return Math.max(isDetailed ? 132 : 80, width ?? 0);
}
