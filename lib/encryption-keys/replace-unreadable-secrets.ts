import { record } from '@/lib/audit/record';
import { createSigningKey, recordServerKey } from '@/lib/audit/signing-key';
import { systemContext } from '@/lib/context';
import { findSigningKey } from '@/lib/db/audit/checkpoints';
import { serverLog } from '@/lib/db/audit/sealing';
import type { Tx } from '@/lib/db/client';
import { distrustAuthority } from '@/lib/db/connections/credentials';
import { lockForRuleChange, lockForSigning } from '@/lib/db/locks';
import { findSealedOf, type SealedSecret, type SealedTable, writeSealed } from '@/lib/db/sealed-secrets';
import { removeTokenToRevoke } from '@/lib/db/slack/tokens-to-revoke';
import { forgetServerSetups, markSetupOutdated } from '@/lib/db/targets/setup-results';
import { inTransaction } from '@/lib/db/transaction';
import { open, type SealingKey, seal } from '@/lib/secrets';

/** How many secrets of an organization were replaced, by kind. */
export type ReplacedSecrets = Record<SealedTable, number>;

/**
 * Goes on without the secrets of an organization that ENCRYPTION_KEYS does not open. Slack has to be integrated again, and the
 * secrets of provisioning servers set; authorities are no longer trusted, and new ones sign; the audit log gets a new signing
 * key, which the lost one does not sign. Secrets that can be read stay. It can be repeated.
 */
export async function replaceUnreadableSecrets(
  log: string,
  keys: readonly SealingKey[],
): Promise<ReplacedSecrets> {
  return inTransaction(async (tx) => {
    if (log !== serverLog) await lockForRuleChange(tx, log);
    await lockForSigning(tx, log);
    const about = { tx, log, keys };
    const replaced: ReplacedSecrets = {
      audit_key: await replaceEach(about, 'audit_key', () => renewSigningKey(about)),
      slack_installation: await replaceEach(about, 'slack_installation', async () => undefined),
      slack_token_to_revoke: await replaceEach(about, 'slack_token_to_revoke', ({ id }) =>
        removeTokenToRevoke(tx, id),
      ),
      certificate_authority: await replaceEach(about, 'certificate_authority', ({ id }) =>
        replaceAuthority(tx, log, id),
      ),
      dynamic_access: await replaceEach(about, 'dynamic_access', async () => undefined),
    };
    if (log !== serverLog && Object.values(replaced).some((count) => count > 0)) {
      const ctx = systemContext(log, 'the operator', 'operator');
      const data = {
        tokens: replaced.slack_installation + replaced.slack_token_to_revoke,
        authorities: replaced.certificate_authority,
        signingKeys: replaced.audit_key,
        webhookSecrets: replaced.dynamic_access,
      };
      await record(tx, ctx, { action: 'replace-lost-secrets', data });
    }
    return replaced;
  });
}

type About = { tx: Tx; log: string; keys: readonly SealingKey[] };

async function replaceEach(
  { tx, log, keys }: About,
  table: SealedTable,
  before: (secret: SealedSecret) => Promise<void>,
): Promise<number> {
  const unreadable = (await findSealedOf(tx, table, log)).filter((secret) => !canOpen(keys, secret));
  for (const secret of unreadable) {
    await before(secret);
    // Nothing that works: Slack and a provisioning server refuse it, and no key is read from it.
    await writeSealed(tx, table, { id: secret.id, sealed: seal(keys, 'lost', secret.id) });
  }
  return unreadable.length;
}

function canOpen(keys: readonly SealingKey[], { id, sealed }: SealedSecret): boolean {
  try {
    open(keys, sealed, id);
    return true;
  } catch {
    return false;
  }
}

/** Makes a key that signs from now on, if the one that signs cannot be opened. */
async function renewSigningKey({ tx, log, keys }: About): Promise<void> {
  const current = await findSigningKey(tx, log);
  if (!current) return;
  const sealed = { keyId: current.privateKeyKeyId, bytes: Buffer.from(current.privateKeySealed) };
  if (canOpen(keys, { id: current.id, sealed })) return;
  const { id: key } = await createSigningKey(tx, log, current, keys);
  const data = { key, replaces: current.id };
  if (log === serverLog) await recordServerKey(tx, data);
  else await record(tx, systemContext(log, 'the operator', 'operator'), { action: 'make-audit-key', data });
}

async function replaceAuthority(tx: Tx, organizationId: string, id: string): Promise<void> {
  const targetId = await distrustAuthority(tx, organizationId, id);
  if (targetId) await markSetupOutdated(tx, organizationId, targetId);
  else await forgetServerSetups(tx, organizationId);
}
