const messages: Record<string, string> = {
  'no-email':
    'Your identity provider did not send an email for you. Ask its administrator to add your email to your account there, and to let this application read it.',
  'unverified-email':
    'Your identity provider reports that your email is not verified. Verify it there, then sign in again.',
  'unstated-email':
    'Your identity provider does not say whether your email is verified. Ask the operator of this console to see “Email” in docs/sign-in.md.',
  'userinfo-failed':
    'Your identity provider did not send your email in time. Try again in a moment. If this keeps happening, its administrator must send the email in the ID token.',
  'personal-account': 'This is a personal account. Sign in with your organization’s account.',
  'unreadable-identity':
    'Your identity provider did not say who you are. Ask its administrator to send a subject (sub) in the ID token.',
  clock:
    'The clock of this console and the clock of your identity provider differ by more than a minute. Ask the operator of this console to set the server’s clock.',
  'client-refused':
    'Your identity provider refused this console. Ask the operator of this console to check its client id and secret.',
  unavailable: 'The console could not complete the sign-in. Try again in a moment.',
  disabled: 'Your account is disabled. Ask an admin to enable it.',
  'email-taken':
    'Your email is new, and another person here already has it. Ask an admin to change the email of that person: on their page under People.',
  'other-identity':
    'Someone with your email signs in with another identity. Ask an admin to confirm yours: it is on your page under People.',
  'tenant-not-allowed':
    'Your organization can’t use this console. Ask its operator to add your organization to ALLOWED_TENANTS.',
  OAuthSignin: 'Could not reach your identity provider. Try again in a moment.',
  OAuthCallback: 'Sign-in was cancelled or took too long. Try again.',
  Callback:
    'Your identity provider did not sign you in. If it said that you can’t use this application, ask its administrator to assign you. Otherwise try again.',
  OAuthAccountNotLinked: 'Another sign-in method uses this email. Sign in the way you did the first time.',
  'session-ended': 'Your session has ended. Sign in, then download the file again.',
  SessionRequired: 'Sign in to view that page.',
};

/** The error message for the `error` parameter of the sign-in page; null without one. */
export function describeSignInError(code: string | undefined): string | null {
  if (!code) return null;
  return messages[code] ?? 'Sign-in failed. Try again. If this keeps happening, contact your administrator.';
}
