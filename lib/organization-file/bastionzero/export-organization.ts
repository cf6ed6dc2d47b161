import { stringify } from 'yaml';
import { withoutHidden } from '@/lib/core/one-line';
import { fitFile } from './fit-file';
import { listLosses } from './list-losses';
import { type OldOrganization, policiesOf, readOldOrganization, targetsOf } from './old-organization';
import type { OldServer } from './old-server';
import { toFile } from './to-file';
import type { WrittenFile } from './written-file';

/** An organization file as text, how many of each come along, and what does not, one sentence each. */
export type Export = {
  yaml: string;
  counts: { noun: string; written: number; read: number }[];
  losses: string[];
};

/**
 * Reads an organization from an old server and writes it as an organization file, which can be applied as it is. Throws
 * `OldServerError`.
 */
export async function exportOrganization(server: OldServer): Promise<Export> {
  const old = await readOldOrganization(server);
  const written = toFile(old);
  const fitted = fitFile(written.file);
  return {
    yaml: `${head}${stringify(fitted.file, { lineWidth: 0 })}`,
    counts: countThings(old, fitted.file),
    losses: [...listLosses(old), ...written.losses, ...fitted.losses],
  };
}

/** Says in lines what came along and what did not. Names come from the old server, so they lose what a terminal obeys. */
export function describeExport({ counts, losses }: Export): string[] {
  const lines = [
    ...counts.map(({ noun, written, read }) => `  ${written} of ${read} ${noun}`),
    'What does not come along:',
    ...losses.map((loss) => `  - ${loss}.`),
  ];
  return lines.map(withoutHidden);
}

const head = `# Written by: npm run migrate-from-bastionzero. Apply it with: npm run apply -- FILE
# Each \`id\` is the one of the old server. The \`id\` of a group is what the identity provider's groups claim has, and its
# aliases are the ids that the old server used.
`;

function countThings(old: OldOrganization, file: WrittenFile): Export['counts'] {
  return [
    { noun: 'users', written: file.users.length, read: old.users.length },
    { noun: 'groups', written: file.groups.length, read: file.groups.length },
    { noun: 'environments', written: file.environments.length, read: old.environments.length },
    { noun: 'targets', written: file.targets.length, read: targetsOf(old).length },
    { noun: 'policies', written: file.policies.length, read: policiesOf(old).length },
  ];
}
