import type { ChildProcess } from 'node:child_process';

/**
 * Writes the whole input of a program and closes it. A program that exits before it has read everything closes the
 * pipe first (EPIPE): that is its right, and its exit code tells what it thought of the input.
 */
export function endInput({ stdin }: Pick<ChildProcess, 'stdin'>, input: string): void {
  stdin?.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  stdin?.end(input);
}
