import type { ReactNode } from 'react';

/** A panel of sections. */
export function Card({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section
      aria-label={label}
      className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card"
    >
      {children}
    </section>
  );
}

export function CardSection({
  title,
  hint,
  children,
}: {
  title?: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="px-5 py-4">
      {title && <h2 className="font-semibold">{title}</h2>}
      {hint && <p className="mb-2 text-sm text-muted">{hint}</p>}
      {children}
    </div>
  );
}
