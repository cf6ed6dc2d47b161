/** Why a Slack account may not be used, whatever its e-mail says (R16). */
export type Barred = 'guest' | 'bot' | 'deactivated' | 'stranger' | 'unconfirmed';

/**
 * What a person is in Slack: `linked` may decide there (R17), `matched` is known by e-mail and may ask (R16),
 * `barred` has an account that may not be used, `none` was not seen.
 */
export type SlackStatus = 'linked' | 'matched' | 'barred' | 'none';

/** Why an account may not be used, after "is". */
export function describeBarred(barred: Barred): string {
  switch (barred) {
    case 'guest':
      return "a guest's";
    case 'bot':
      return "a bot's";
    case 'deactivated':
      return 'deactivated';
    case 'stranger':
      return 'of another workspace';
    case 'unconfirmed':
      return 'one whose address is not confirmed';
  }
}
