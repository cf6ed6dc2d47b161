/** The permissions that the app needs, and what for. */
export const scopeReasons = {
  commands: 'To offer the command /bz-list-targets',
  'chat:write': 'To send and update messages',
  'im:write': 'To message requesters and admins directly',
  'im:history': 'To avoid duplicate messages when Slack does not confirm a delivery',
  'groups:write': 'To create the private log channel and invite admins',
  'groups:read': 'To see who is in the log channel',
  'groups:history': 'To avoid duplicate messages in the log channel',
  'users:read': 'To see who is a member, a guest or an admin of the workspace',
  'users:read.email': 'To match people by the email they sign in with',
} as const;

export type Scope = keyof typeof scopeReasons;

export const scopes = Object.keys(scopeReasons) as Scope[];

/** The required scopes that were not granted. */
export function missingScopes(granted: readonly string[]): Scope[] {
  return scopes.filter((scope) => !granted.includes(scope));
}
