/** A gray bar in place of text. */
export function Bar({ width = 'w-32' }: { width?: string }) {
  return <span className={`block h-3 max-w-full animate-pulse rounded bg-line ${width}`} />;
}

/** The outline of a page with a table, shown while it loads. */
export function TableSkeleton({ title, rows = 5, tools }: { title: string; rows?: number; tools?: boolean }) {
  return (
    <div aria-busy="true">
      <div className="mb-4 flex flex-wrap items-end gap-4">
        <div className="grow">
          <h1 className="text-xl font-bold tracking-tight">{title}</h1>
          <p className="mt-0.5 flex h-[1.3125rem] items-center">
            <Bar width="w-72" />
          </p>
        </div>
        {tools && <div className="h-8 w-60 max-w-full animate-pulse rounded-lg bg-soft" />}
      </div>
      <div className="rounded-xl border border-line bg-panel shadow-card">
        <div className="hidden h-[2.15rem] border-b border-line md:block" />
        {Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            className="flex h-[3.3rem] items-center gap-6 border-b border-line px-4 last:border-b-0"
          >
            <Bar width="w-40" />
            <Bar width="w-28" />
            <span className="hidden grow md:block">
              <Bar width="w-48" />
            </span>
            <Bar width="w-20" />
          </div>
        ))}
      </div>
      <span role="status" className="sr-only">
        Loading
      </span>
    </div>
  );
}

/** The outline of a detail page, shown while it loads. */
export function PageSkeleton({ narrow }: { narrow?: boolean }) {
  return (
    <div aria-busy="true" className={narrow ? 'max-w-2xl' : ''}>
      <div className="mb-4">
        <span className="flex h-[1.75rem] items-center">
          <Bar width="w-64" />
        </span>
        <p className="mt-0.5 flex h-[1.3125rem] items-center">
          <Bar width="w-48" />
        </p>
      </div>
      <div className="flex flex-col gap-6 rounded-xl border border-line bg-panel p-5 shadow-card">
        <Bar width="w-24" />
        <Bar width="w-full" />
        <Bar width="w-32" />
        <Bar width="w-full" />
        <Bar width="w-40" />
      </div>
      <span role="status" className="sr-only">
        Loading
      </span>
    </div>
  );
}
