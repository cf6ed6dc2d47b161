/** Who can call the API and be named by a policy, with the names of BastionZero's API. */
export const subjectKinds = ['User', 'ApiKey', 'ServiceAccount'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

const kindNames: Record<SubjectKind, string> = {
  User: 'a person',
  ApiKey: 'an API key',
  ServiceAccount: 'a service account',
};

/** A kind in a sentence: "an API key". */
export function formatSubjectKind(kind: SubjectKind): string {
  return kindNames[kind];
}

/** What people read as the name of a subject: the email, but of an API key, which has none, its name. */
export function subjectLabel({
  kind,
  name,
  email,
}: {
  kind: SubjectKind;
  name: string;
  email: string;
}): string {
  return kind === 'ApiKey' ? `API key ${name}` : email;
}
