import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { aboutConnection, connectionFacts } from '@/lib/connections/connection-facts';
import { systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { isHostAddress } from '@/lib/core/target/tunnel';
import { findConnection } from '@/lib/db/connections/connections';
import { registerMachineRow } from '@/lib/db/connections/machines';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { hostKeysField } from '@/lib/registration/register-server';
import { fingerprint } from '@/lib/secrets';
import { findTargetUserProblem, principalFor } from '@/lib/ssh/principal';
import { krlUrlOf, writeSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { noteRefusedToken } from '@/lib/tokens/note-refused-token';

const inputSchema = z.object({
  activationToken: z.string(),
  /** the client's */
  address: z.string().optional(),
  host: z
    .string('Send the address of the server.')
    .max(200, 'Use at most 200 characters.')
    .refine(isHostAddress, 'Send a host name or an IP address, without a port.'),
  port: z
    .int('Send a whole number.')
    .min(1, 'Send a port from 1 to 65535.')
    .max(65_535, 'Send a port from 1 to 65535.')
    .nullish(),
  hostKeys: hostKeysField,
});

/**
 * The machine that was started for a session registers itself, once, and is then where `zli` connects in that session and in
 * no other. Returns what it runs to set up its sshd: it accepts only certificates of that session. Throws `invalid`, and
 * `not-signed-in` for a token that was used or has expired, or whose session has ended.
 */
export async function registerMachine(input: unknown): Promise<{ setupScript: string }> {
  const { activationToken, address, host, port = null, hostKeys } = parse(inputSchema, input);
  const registered = await inTransaction(async (tx) => {
    const serverIdentity = hostKeys.join('\n');
    const about = await registerMachineRow(tx, fingerprint(activationToken), { host, port, serverIdentity });
    const found = about && (await findConnection(about.organizationId, about.connectionId, tx));
    if (!found) return null;
    const ctx = { ...systemContext(about.organizationId, 'the machine', 'api'), address };
    const data = { ...connectionFacts(found), host };
    await record(tx, ctx, { action: 'register-machine', data }, aboutConnection(found));
    return { organizationId: about.organizationId, connection: found };
  });
  if (!registered) {
    await noteRefusedToken(activationToken, { doing: 'register a machine', address });
    throw refused();
  }
  const { organizationId, connection } = registered;
  const { id, targetUser } = connection;
  const isUsable = targetUser !== null && findTargetUserProblem(targetUser) === undefined;
  const principals = isUsable ? { [targetUser]: [principalFor(id, targetUser)] } : {};
  const krlUrl = krlUrlOf(organizationId);
  return writeSshdSetup(organizationId, { id, os: 'Linux', principals, krlUrl });
}

function refused(): AccessError {
  return new AccessError(
    'not-signed-in',
    'This activation token was used or has expired, or its session has ended. Connect again to start another machine.',
  );
}
