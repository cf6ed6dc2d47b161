const words: Record<string, string> = {
  'unverified-email':
    'Your provider says that your e-mail address is not confirmed. Confirm it there, then sign in again.',
  'personal-account': 'This is a personal account. Sign in with the account of your organization.',
  'unreadable-identity':
    'Your provider did not say who you are. Ask whoever runs it to release your e-mail address.',
  'not-let-in': 'Your account is not active here. Ask an admin of your organization to enable it.',
  OAuthSignin: 'Your provider could not be reached. Try again in a moment.',
  OAuthCallback: 'Signing in did not finish: it was cancelled, or took too long. Try again.',
  OAuthAccountNotLinked: 'This e-mail address belongs to another sign-in. Sign in as you did the first time.',
  SessionRequired: 'Sign in to see that page.',
};

/** What went wrong when somebody signed in, from the `error` in the address; null when nothing did. */
export function describeSignInError(code: string | undefined): string | null {
  if (!code) return null;
  return words[code] ?? 'Signing in did not work. Try again; if it stays, tell whoever runs this console.';
}
