import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { webAddress } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findTarget } from '@/lib/db/targets/targets';
import { parse } from '@/lib/parse';
import { pathWithin } from './begin-web-pass';

const inputSchema = z.object({ targetId: z.uuid(), to: z.string().max(4000).default('/') });

/** The path on the app's host that gives the browser a nonce. */
export const startPath = '/.bzero/start';

/**
 * The address on a web app's host where a browser begins, for a person who opens the app from the console. Throws
 * `not-found`, and `unreachable` without an address, or when the app's proxy sent the browser here from that address: then
 * it has the lines of an earlier version.
 */
export async function getWebAppAddress(ctx: Context, input: unknown): Promise<string> {
  const { targetId, to } = parse(inputSchema, input);
  await requirePerson(ctx);
  const target = await findTarget(ctx.organizationId, targetId);
  if (target?.type !== 'Web') throw new AccessError('not-found', 'This web app no longer exists.');
  if (to.startsWith(startPath)) {
    const message = `The proxy of ${target.name} has the lines of an earlier version. Ask an admin to set it up again.`;
    throw new AccessError('unreachable', message);
  }
  const app = webAddress(target);
  if (!app)
    throw new AccessError('unreachable', `${target.name} has no web address. Ask an admin to add it.`);
  const location = new URL(startPath, app);
  location.searchParams.set('to', pathWithin(to));
  return location.href;
}
