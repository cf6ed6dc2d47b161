/** Why a Slack account cannot be used, whatever its email (R16). */
export type Barred = 'guest' | 'bot' | 'deactivated' | 'stranger' | 'unconfirmed';

/**
 * A user's Slack account: `linked` can decide in Slack (R17), `matched` by email can request (R16), `barred` cannot be
 * used, `none` was not found.
 */
export type SlackStatus = 'linked' | 'matched' | 'barred' | 'none';

/** Why an account cannot be used, after "is". */
export function describeBarred(barred: Barred): string {
  switch (barred) {
    case 'guest':
      return 'a guest account';
    case 'bot':
      return 'a bot';
    case 'deactivated':
      return 'deactivated';
    case 'stranger':
      return 'in another workspace';
    case 'unconfirmed':
      return 'not confirmed by email';
  }
}
