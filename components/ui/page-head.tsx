import type { ReactNode } from 'react';

/** The head of a page: title, one line about it, and actions at the right. */
export function PageHead(props: {
  title: ReactNode;
  above?: ReactNode;
  sub?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0 grow">
        {props.above && <div className="text-muted">{props.above}</div>}
        <h1 className="text-xl font-bold tracking-tight break-words">{props.title}</h1>
        {props.sub && <p className="mt-0.5 text-muted">{props.sub}</p>}
      </div>
      {props.children && (
        <div className="flex flex-wrap items-center gap-2 max-sm:has-[search]:w-full">{props.children}</div>
      )}
    </div>
  );
}
