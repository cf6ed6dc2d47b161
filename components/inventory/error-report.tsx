import { buttonClass } from '@/components/ui/button-class';
import type { ImportOutcome } from '@/lib/core/target/target-import';

/** All rows with errors as a text file, each with its line and reason. */
export function ErrorReport({ rows }: { rows: readonly ImportOutcome[] }) {
  const text = rows.map(({ line, why }) => `line ${line}: ${why}`).join('\n');
  return (
    <a
      href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
      download="import-errors.txt"
      className={`${buttonClass('quiet')} self-start`}
    >
      Download error report
    </a>
  );
}
