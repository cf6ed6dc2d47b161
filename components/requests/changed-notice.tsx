'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useAdminWork } from '@/components/shell/admin-work';
import { Button } from '@/components/ui/button';

type Props = {
  /** the pending requests in all, when the page was rendered */
  pending: number;
  renderedAt: Date;
  /** whether rows of pending requests are on the page, which must not move by themselves */
  hasRows: boolean;
};

/** Says at the foot of the page that pending requests came or went, so that no row moves under the pointer. */
export function ChangedNotice({ pending, renderedAt, hasRows }: Props) {
  const router = useRouter();
  const work = useAdminWork();
  const isLater = work.at > renderedAt.getTime();
  const isNew = isLater && work.newestAt !== null && work.newestAt > renderedAt.getTime();
  const changed = isNew || (isLater && work.pending !== pending);
  useEffect(() => {
    if (changed && !hasRows) router.refresh();
  }, [changed, hasRows, router]);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-30 flex justify-center lg:pl-[208px]"
    >
      {changed && hasRows && (
        <div className="pointer-events-auto flex items-center gap-3 rounded-full border border-line bg-panel py-1.5 pr-1.5 pl-4 shadow-pop">
          {isNew ? 'There are new requests.' : 'Some of these requests have been decided.'}
          <Button look="primary" onClick={() => router.refresh()}>
            Show
          </Button>
        </div>
      )}
    </div>
  );
}
