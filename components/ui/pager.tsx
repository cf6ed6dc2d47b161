import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from './button-class';

type Props = {
  page: number;
  pages: number;
  /** the number of rows on all pages */
  total?: number;
  href: (page: number) => string;
};

/** Previous and next links; nothing for a single page. */
export function Pager({ page, pages, total, href }: Props) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-end gap-2">
      <span className="mr-2 text-muted">
        Page {page} of {pages}
        {total !== undefined && `, ${total} in all`}
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
