import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** A summary that opens its details. A native element, so it works before the page is hydrated. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group min-w-0">
      <summary className="inline-flex min-h-6 items-start gap-1 rounded-md font-medium text-muted hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          className="mt-[4px] shrink-0 transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}

/** Preformatted text. */
export function Code({ label, children }: { label: string; children: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-lg border border-line bg-bg p-3 font-mono text-xs break-words whitespace-pre-wrap"
    >
      {children}
    </section>
  );
}
