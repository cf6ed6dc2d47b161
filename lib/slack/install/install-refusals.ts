/** Why an installation was refused, by the code in the address of the settings page. */
export const installRefusals = {
  cancelled: 'You cancelled the integration in Slack. Nothing was changed. Start again when you are ready.',
  'not-workspace-admin':
    'Your Slack account is not an admin or owner of that workspace. Ask one of its admins to become an admin here and connect Slack.',
  'other-email':
    'Your email in Slack is not the one you signed in with. Use the Slack account with the same email.',
  'workspace-taken': 'Another organization uses that workspace. It has to remove its integration first.',
  'other-workspace':
    'Another workspace is connected and keeps working. Remove that integration first, or choose its workspace in Slack.',
  'scope-refused': 'Slack did not grant all required permissions. Start again and allow all of them.',
  'state-too-old': 'The authorization in Slack took too long, or began in another browser. Start again here.',
  'slack-error': 'Slack did not complete the integration. Nothing was changed. Try again in a minute.',
  'not-admin':
    'Only the admin who started the integration can finish it. Sign in as an admin and start again here.',
} as const;

export type InstallRefusal = keyof typeof installRefusals;

/** A refusal and its remedy; null for an unknown code. `missing` names the scopes that were not granted. */
export function describeInstallRefusal(code: string | undefined, missing?: string): string | null {
  if (code === undefined || !Object.hasOwn(installRefusals, code)) return null;
  const text = installRefusals[code as InstallRefusal];
  const hasScopes = code === 'scope-refused' && missing && /^[a-z:.,]{1,200}$/.test(missing);
  return hasScopes ? `${text} Missing: ${missing.split(',').join(', ')}.` : text;
}
