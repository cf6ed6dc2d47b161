import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { isLoopback } from '@/lib/core/target/virtual';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import { findOpenEnvironment } from '@/lib/targets/inventory-rules';
import { registrationPlaybook, registrationScript, targetNameOptions } from './registration-script';

const inputSchema = z.object({
  format: z.enum(['bash', 'ansible']),
  nameOption: z
    .enum(targetNameOptions, `Send one of ${targetNameOptions.join(', ')}.`)
    .default('BashHostName'),
  environmentId: z.uuid('Send the id of an environment.').optional(),
});

/**
 * The script, or the Ansible playbook, that registers servers in an environment or the default one. It has no key. Admins and
 * their API keys only. Throws `invalid`, `forbidden`.
 */
export async function getRegistrationScript(ctx: Context, input: unknown): Promise<string> {
  const { format, nameOption, environmentId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  if (environmentId) await findOpenEnvironment(undefined, ctx.organizationId, environmentId);
  const { publicUrl } = env();
  // Root runs what the console sends.
  if (publicUrl.protocol !== 'https:' && !isLoopback(publicUrl.hostname))
    throw new AccessError(
      'invalid',
      'Servers register over HTTPS only. Set NEXTAUTH_URL to an https address.',
    );
  const settings = { publicUrl: publicUrl.href, environmentId: environmentId ?? null };
  return format === 'bash' ? registrationScript({ ...settings, nameOption }) : registrationPlaybook(settings);
}
