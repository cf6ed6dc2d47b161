'use client';

import { useTimeLeft } from '@/components/ui/time-left';
import { endNoticeMinutes } from '@/lib/core/access/grant';
import type { RequestView } from '@/lib/core/access/request';
import { RequestButton } from './request-button';

type Props = {
  request: Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>;
  end: Date;
  now: Date;
};

/** Requests the same access again, in its last minutes (R3); nothing before. */
export function MoreTimeButton({ request, end, now }: Props) {
  const { target, targetUser, targetGroups, verb } = request;
  const left = useTimeLeft(end, now);
  if (left <= 0 || left > endNoticeMinutes * 60_000) return null;
  return <RequestButton targetId={target.id} name={target.name} again={{ targetUser, targetGroups, verb }} />;
}
