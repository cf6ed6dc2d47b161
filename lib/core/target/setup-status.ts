/**
 * Whether a target's one-time set-up is known to work: `Verified`, `Failing` and `Incomplete` are results of the last
 * verification, `Confirmed` is the word of an admin, and with `Outdated` another authority signs its certificates now.
 */
export const setupStatuses = [
  'NotSetUp',
  'Verified',
  'Confirmed',
  'Incomplete',
  'Failing',
  'Outdated',
] as const;
export type SetupStatus = (typeof setupStatuses)[number];

export type SetupState = {
  /** null for a web app, which the console can't verify, and for a server whose machines set themselves up */
  setupStatus: SetupStatus | null;
  /** since when the status is so; null for `NotSetUp` and null */
  setupStatusAt: Date | null;
  /** the check that failed or could not be made, without a period; null with another status */
  setupFinding: string | null;
};
