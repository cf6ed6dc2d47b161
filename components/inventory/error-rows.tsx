import { buttonClass } from '@/components/ui/button-class';
import type { ImportOutcome } from '@/lib/core/target/target-import';

const shown = 100;

/** The rows with errors: each with its line and reason, and all of them as a file. */
export function ErrorRows({ rows }: { rows: readonly ImportOutcome[] }) {
  const text = rows.map(({ line, why }) => `line ${line}: ${why}`).join('\n');
  return (
    <div>
      <h2 className="font-semibold">Rows with errors</h2>
      <ul className="mt-1 max-h-72 overflow-y-auto rounded-lg border border-line bg-bg px-3 py-2">
        {rows.slice(0, shown).map(({ line, why }) => (
          <li key={line} className="break-words">
            <span className="text-muted">Line {line}</span> {why}
          </li>
        ))}
        {rows.length > shown && <li className="text-muted">and {rows.length - shown} more in the report</li>}
      </ul>
      <a
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        download="import-errors.txt"
        className={`${buttonClass('quiet')} mt-1`}
      >
        Download report
      </a>
    </div>
  );
}
