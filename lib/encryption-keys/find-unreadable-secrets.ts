import { findSealedSamples, type SealedTable } from '@/lib/db/sealed-secrets';
import { env } from '@/lib/env';
import { open, type SealingKey } from '@/lib/secrets';

/** Secrets of one kind that one key sealed and that cannot be read. */
export type UnreadableSecrets = {
  keyId: string;
  table: SealedTable;
  count: number;
  /** whether ENCRYPTION_KEYS has a key with that id, which is another one */
  isOtherKey: boolean;
};

/** The stored secrets that the keys of ENCRYPTION_KEYS do not open. One of each kind and key stands for all. */
export async function findUnreadableSecrets(
  keys: readonly SealingKey[] = env().encryptionKeys,
): Promise<UnreadableSecrets[]> {
  const samples = await findSealedSamples();
  return samples.flatMap(({ table, id, sealed, count }) => {
    try {
      open(keys, sealed, id);
      return [];
    } catch {
      const isOtherKey = keys.some((key) => key.id === sealed.keyId);
      return [{ keyId: sealed.keyId, table, count, isOtherKey }];
    }
  });
}

/** What a secret is for, in the singular and the plural. */
const names: Record<SealedTable, readonly [string, string]> = {
  slack_installation: ['token of Slack', 'tokens of Slack'],
  slack_token_to_revoke: ['token of Slack to revoke', 'tokens of Slack to revoke'],
  certificate_authority: [
    'private key of a certificate authority',
    'private keys of certificate authorities',
  ],
  dynamic_access: ['secret of a provisioning server', 'secrets of provisioning servers'],
  audit_key: ['key that signs an audit log', 'keys that sign audit logs'],
};

/** Says which key is missing or wrong, what it encrypted, and what to do. Without names of organizations. */
export function describeUnreadableSecrets(secrets: readonly UnreadableSecrets[]): string {
  const keyIds = [...new Set(secrets.map(({ keyId }) => keyId))];
  const sentences = keyIds.map((keyId) => {
    const ofKey = secrets.filter((each) => each.keyId === keyId);
    const what = ofKey.map(({ table, count }) => `${count} ${names[table][count === 1 ? 0 : 1]}`).join(', ');
    return ofKey[0]?.isOtherKey
      ? `the key ${keyId} of ENCRYPTION_KEYS is not the one that encrypted ${what}: set the right one.`
      : `ENCRYPTION_KEYS has no key ${keyId}, which encrypted ${what}: add it after the first key.`;
  });
  return `${sentences.join(' ')} If a key is lost, run npm run keys:lost`;
}
