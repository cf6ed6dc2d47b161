/** What the app asks a workspace for, and what for: no more than it needs. */
export const scopeReasons = {
  commands: 'so that people can type /bz-list-targets',
  'chat:write': 'to write messages, and to bring them up to date',
  'im:write': 'to open a direct conversation with whoever asks or decides',
  'im:history': 'only to find a message of ours again whose delivery Slack did not confirm',
  'groups:write': 'to make the private log channel and to invite the admins',
  'groups:read': 'to see who is in the log channel',
  'groups:history': 'the same as for direct conversations, in the log channel',
  'users:read': 'to see who is a member, a guest or an admin of the workspace',
  'users:read.email': 'to match people by the address they sign in with',
} as const;

export type Scope = keyof typeof scopeReasons;

/** The scopes that an installation asks for. */
export const scopes = Object.keys(scopeReasons) as Scope[];

/** The scopes that are missing among those that were granted. */
export function missingScopes(granted: readonly string[]): Scope[] {
  return scopes.filter((scope) => !granted.includes(scope));
}
