/** Why an installation came to nothing: the code in the address of the settings page. */
export const installRefusals = {
  cancelled: 'The integration was cancelled in Slack. Nothing was changed. Start again when you are ready.',
  'not-workspace-admin':
    'Your Slack account is not an admin or owner of that workspace. Ask one of its admins to become an admin here and integrate it.',
  'other-email':
    'Your address in Slack is not the one you signed in with here. Use the Slack account with the same address.',
  'workspace-taken':
    'Another organization has integrated that workspace. It has to remove its integration first.',
  'other-workspace':
    'Another workspace is integrated here already, and keeps working. Remove it first, or choose it again in Slack.',
  'scope-refused':
    'Slack did not grant every permission the app needs. Integrate again and allow all of them.',
  'state-too-old': 'The way to Slack and back took too long, or began in another browser. Start again here.',
  'slack-error': 'Slack did not finish the integration. Nothing was changed. Try again in a minute.',
  'not-admin':
    'Only the admin who began the integration may finish it. Sign in as an admin and start again here.',
} as const;

export type InstallRefusal = keyof typeof installRefusals;

/** A refusal in words, with the cure; null when the code is none. `missing` names the scopes not granted. */
export function describeInstallRefusal(code: string | undefined, missing?: string): string | null {
  if (code === undefined || !Object.hasOwn(installRefusals, code)) return null;
  const words = installRefusals[code as InstallRefusal];
  const named = code === 'scope-refused' && missing && /^[a-z:.,]{1,200}$/.test(missing);
  return named ? `${words} Missing: ${missing.split(',').join(', ')}.` : words;
}
