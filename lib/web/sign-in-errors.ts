const messages: Record<string, string> = {
  'unverified-email':
    'Your identity provider reports that your email is not verified. Verify it there, then sign in again.',
  'personal-account': 'This is a personal account. Sign in with your organization’s account.',
  'unreadable-identity':
    'Your identity provider did not send your identity. Ask its administrator to release your email.',
  'groups-elsewhere':
    'You are in too many groups for your identity provider to send them. Ask its administrator to send only the groups that are assigned to this application.',
  disabled: 'Your account is disabled. Ask an admin to enable it.',
  'email-taken': 'Another account already uses your email. Ask an admin for help.',
  'other-identity':
    'Someone with your email signs in with another identity. Ask an admin to confirm yours: it is on your page under People.',
  'tenant-not-allowed':
    'Your organization can’t use this console. Ask its operator to add your organization to ALLOWED_TENANTS.',
  OAuthSignin: 'Could not reach your identity provider. Try again in a moment.',
  OAuthCallback: 'Sign-in was cancelled or took too long. Try again.',
  OAuthAccountNotLinked: 'Another sign-in method uses this email. Sign in the way you did the first time.',
  'session-ended': 'Your session has ended. Sign in, then download the file again.',
  SessionRequired: 'Sign in to view that page.',
};

/** The error message for the `error` parameter of the sign-in page; null without one. */
export function describeSignInError(code: string | undefined): string | null {
  if (!code) return null;
  return messages[code] ?? 'Sign-in failed. Try again. If this keeps happening, contact your administrator.';
}
