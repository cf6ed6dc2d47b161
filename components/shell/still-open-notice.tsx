'use client';

import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { useAdminWork } from './admin-work';

/** On every page for admins: ended access that its target still accepts, with a link to it. */
export function StillOpenNotice() {
  const { stillOpen } = useAdminWork();
  if (stillOpen === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="bad" live>
        <Link href="/overview" className="font-semibold underline">
          {stillOpen === 1 ? '1 ended access still works' : `${stillOpen} ended grants still work`}
        </Link>
        : the target accepts access that has ended. The check is repeated until the target refuses it.
      </Notice>
    </div>
  );
}
