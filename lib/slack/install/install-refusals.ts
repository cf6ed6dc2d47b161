import { cleanName } from '@/lib/core/person-name';

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
  'org-wide':
    'You installed the app for a whole Enterprise Grid organization, which is not supported. Nothing was saved, and the token is revoked. Start again and choose one workspace. If Slack offers none, turn off Org Level Apps in the settings of the Slack app.',
  'token-rotation':
    'Token rotation is on in the Slack app, so its tokens last 12 hours only, which is not supported. Nothing was saved, and the token is revoked. Slack can’t turn rotation off again: create another Slack app from the manifest, in which it is off, set its three SLACK_ variables, and start again.',
  'scope-refused': 'Slack did not grant all required permissions. Start again and allow all of them.',
  'state-too-old': 'The authorization in Slack took too long, or began in another browser. Start again here.',
  'slack-error': 'Slack did not complete the integration. Nothing was changed. Try again in a minute.',
  'not-admin':
    'Only the admin who started the integration can finish it. Sign in as an admin and start again here.',
} as const;

export type InstallRefusal = keyof typeof installRefusals;

/** What a refusal is about, from the address of the settings page: `scopes` are those that were not granted. */
export type RefusalFacts = {
  scopes?: string | undefined;
  /** the email of the Slack account, and its workspace */
  account?: string | undefined;
  workspace?: string | undefined;
};

/** Who reads a refusal: their email, and the workspace that is connected. */
type Reader = { me?: string | undefined; connected?: string | undefined };

/** A refusal with its facts and remedy; null for an unknown code. Strange facts are left out. */
export function describeInstallRefusal(
  code: string | undefined,
  { scopes, account, workspace }: RefusalFacts = {},
  { me, connected }: Reader = {},
): string | null {
  if (code === undefined || !Object.hasOwn(installRefusals, code)) return null;
  const text = installRefusals[code as InstallRefusal];
  if (code === 'scope-refused' && scopes && /^[a-z:.,]{1,200}$/.test(scopes))
    return `${text} Missing: ${scopes.split(',').join(', ')}.`;
  const where = cleanName(workspace ?? '');
  if (where === '') return text;
  if (code === 'workspace-taken')
    return `Another organization uses the Slack workspace ${where}. Choose another workspace in Slack, or ask an admin of that organization to remove its integration, then try again.`;
  if (code === 'other-workspace')
    return `You chose the Slack workspace ${where}, but ${connected ?? 'another one'} is connected and keeps working. Choose ${connected ? 'that one' : 'the connected one'} in Slack, or remove its integration here first.`;
  if (!account || !/^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/.test(account)) return text;
  if (code === 'other-email' && me)
    return `You are ${me} here, but the Slack account in ${where} is ${account}. Switch workspace or account in Slack, then try again.`;
  if (code === 'not-workspace-admin')
    return `${account} is not an admin or owner of the Slack workspace ${where}. Ask one of its admins to become an admin here and connect Slack.`;
  return text;
}
