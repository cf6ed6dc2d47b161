/** What people read about an error that nobody foresaw. The log has its details under the reference. */
export function describeUnexpectedError(reference: string): string {
  return `Something went wrong. Try again. If this keeps happening, contact your administrator with reference ${reference}.`;
}

/** What people read when the server can't do it now, but can soon: the database is busy, or does not answer. */
export function describeBusy(): string {
  return 'The server is busy, so nothing was changed. Try again in a few seconds.';
}

/** What people read when they, their token or their address made too many calls. */
export function describeTooManyRequests(seconds: number): string {
  return `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}

/** What a program or a person reads when they sent more than a route accepts. `bytes` is the limit. */
export function describeTooLarge(bytes: number): string {
  return `The request body is too long. Send at most ${bytes / 1024} KiB.`;
}

/** What a person reads who has as many open sessions as one person can have. */
export function describeTooManySessions(most: number): string {
  return `You have ${most} open sessions, the most that one person can have. Close one and try again.`;
}

/** What a person reads whose programs wait for the end of too many sessions at the same time. */
export function describeTooManyWaits(most: number): string {
  return `${most} of your programs are already waiting for the end of a session. Stop one of them.`;
}
