import { Zap } from 'lucide-react';
import Link from 'next/link';

/** The logo and the name, as a link to the start page. */
export function Brand() {
  return (
    <Link href="/" className="flex items-center gap-2.5 rounded-md font-bold tracking-tight">
      <Mark />
      BastionZero
    </Link>
  );
}

export function Mark() {
  return (
    <span className="grid size-5 place-items-center rounded-md bg-accent text-accent-ink">
      <Zap aria-hidden size={12} strokeWidth={2.5} fill="currentColor" />
    </span>
  );
}
