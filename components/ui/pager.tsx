import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from './button-class';

/** Previous and next links; nothing for a single page. */
export function Pager({
  page,
  pages,
  href,
}: {
  page: number;
  pages: number;
  href: (page: number) => string;
}) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-end gap-2">
      <span className="mr-2 text-muted">
        Page {page} of {pages}
      </span>
      {page > 1 && (
        <Link href={href(page - 1)} rel="prev" className={buttonClass()}>
          <ChevronLeft aria-hidden size={15} />
          Previous
        </Link>
      )}
      {page < pages && (
        <Link href={href(page + 1)} rel="next" className={buttonClass()}>
          Next
          <ChevronRight aria-hidden size={15} />
        </Link>
      )}
    </nav>
  );
}
