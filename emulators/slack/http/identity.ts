import type { IncomingMessage } from 'node:http';

export type Identity = { teamId: string; userId: string };
const cookieName = 'local_slack_identity';

/** The person last chosen in this browser. */
export function cookieIdentity(request: IncomingMessage): Identity | undefined {
  const found = new RegExp(`(?:^|;\\s*)${cookieName}=([A-Z0-9]+)\\.([A-Z0-9]+)`).exec(
    request.headers.cookie ?? '',
  );
  return found?.[1] && found[2] ? { teamId: found[1], userId: found[2] } : undefined;
}

/** The cookie that stores the chosen person. Other apps on localhost share the cookies, hence the long name. */
export function identityCookie({ teamId, userId }: Identity): string {
  return `${cookieName}=${teamId}.${userId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`;
}
