import { endNoticeMinutes } from '@/lib/core/access/grant';

/** How many minutes before the end of access a running session says so. From the first one more time can be requested. */
const noticeMinutes = [endNoticeMinutes, 2];

/** Tells at each look at the clock whether a notice of the end is due: once for each of its times, and each end. */
export type EndNotices = (end: Date | null, now: Date) => boolean;

/** Follows a session whose access ends at `end`. What is due at its start is left out: the session begins with its end. */
export function makeEndNotices(end: Date | null, now: Date): EndNotices {
  let noticed = noticeAt(end, now);
  return (end, now) => {
    const notice = noticeAt(end, now);
    const isDue = notice !== null && notice !== noticed;
    noticed = notice;
    return isDue;
  };
}

/** The latest notice of an end that is due, as a text that differs for each; null before the first, and after the end. */
function noticeAt(end: Date | null, now: Date): string | null {
  if (end === null || end <= now) return null;
  const left = end.getTime() - now.getTime();
  const due = noticeMinutes.filter((minutes) => left <= minutes * 60_000);
  return due.length > 0 ? `${end.getTime()}/${Math.min(...due)}` : null;
}
