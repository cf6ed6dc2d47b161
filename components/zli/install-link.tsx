import Link from 'next/link';

/** Leads a person who has no zli yet to the page that says how to install it. */
export function InstallLink() {
  return (
    <Link href="/zli/install" className="self-start text-xs text-muted underline hover:text-ink">
      First time? Install zli
    </Link>
  );
}
