import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link in a text of the help page to the page that it names. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
