/** Why a sign-in brought fewer groups than the person may have at the provider. */
export type GroupProblem = keyof typeof groupProblems;

/** What the administrator of the provider can do about each, as the health check and the log say it. */
export const groupProblems = {
  'groups-unread': {
    finding: 'the groups claim has entries without a name',
    remedy: 'Let the provider send the names or ids of groups as a list of texts.',
  },
  'groups-elsewhere': {
    finding: 'there are too many groups for the groups claim',
    remedy: 'Let the provider send only the groups that are assigned to this application.',
  },
  'groups-not-asked': {
    finding: 'the ID token has no groups claim, and the userinfo endpoint did not answer',
    remedy: 'Let the provider send groups in the ID token.',
  },
} as const satisfies Record<string, { finding: string; remedy: string }>;

/** A stored problem; null for none, and for one that this version doesn't know. */
export function toGroupProblem(stored: string | null): GroupProblem | null {
  return stored !== null && stored in groupProblems ? (stored as GroupProblem) : null;
}
