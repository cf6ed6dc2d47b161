import type { AgentUse } from '@/lib/ssh/agent';

/** Whether a server refused the certificate that ssh offered: ssh signs only for one that is accepted. */
export function isCertificateRefused({ isListed, accepted }: AgentUse): boolean {
  return isListed && accepted === null;
}

/** What a person can do after a server refused the certificate, which ssh calls "Permission denied". */
export function describeRefusal(target: string, now: Date): string {
  const time = now.toISOString().slice(11, 19);
  return `${target} refused the certificate. Either its clock differs from the console's, which is ${time} UTC, or its set-up is not complete. "Verify this host" in the console says which; ask an admin to press it.`;
}
