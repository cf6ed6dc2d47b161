import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { targetTypes, verbs } from '@/lib/core/target/target';
import { findConnections } from '@/lib/db/connections/connections';
import { findPersonByEmail } from '@/lib/db/people/people';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  /** in one of these states; BastionZero also has Pending and Error, in which no connection is here */
  states: z
    .array(z.enum(['Open', 'Closed', 'Pending', 'Error'], 'Use Open, Closed, Pending or Error.'))
    .optional(),
  types: z.array(z.enum(targetTypes)).optional(),
  verb: z.enum(verbs).optional(),
  /** `all`: of everybody, for admins and their programs only */
  whose: z.enum(['own', 'all']).default('own'),
  userEmail: z.string().trim().toLowerCase().optional(),
  personWords: z.string().trim().max(200).optional(),
  targetWords: z.string().trim().max(200).optional(),
  requestId: z.uuid().optional(),
  targetId: z.uuid().optional(),
  /** only those after a connection, in the order of the list */
  after: z.uuid().optional(),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(1000).default(50),
});

export type ConnectionList = {
  connections: ConnectionView[];
  total: number;
  page: number;
  pages: number;
  now: Date;
};

/** Connections, newest first: of the caller, or for admins of everybody. An unknown email has none. */
export async function listConnections(ctx: Context, input: unknown): Promise<ConnectionList> {
  const { whose, userEmail, page, pageSize, states, ...filter } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const now = await databaseNow();
  const userId = await findUserId(ctx, whose, userEmail);
  if (userId === null) return { connections: [], total: 0, page: 1, pages: 1, now };
  const { connections, total } = await findConnections({
    ...filter,
    states: states?.filter((state) => state === 'Open' || state === 'Closed'),
    organizationId,
    userId,
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  return { connections, total, page, pages: Math.max(1, Math.ceil(total / pageSize)), now };
}

/** Whose connections to list: undefined for everybody's, null for nobody's. */
async function findUserId(
  ctx: Context,
  whose: 'own' | 'all',
  userEmail: string | undefined,
): Promise<string | undefined | null> {
  const own = await requireSubject(ctx);
  if (userEmail !== undefined) {
    if (own.email === userEmail) return own.id;
    await requireAdminOrKey(ctx);
    return (await findPersonByEmail(ctx.organizationId, userEmail))?.id ?? null;
  }
  // Of a program with the role Admin, the SDK expects those of everybody.
  if (whose === 'own' && (own.kind === 'User' || own.role === 'User')) return own.id;
  await requireAdminOrKey(ctx);
  return undefined;
}
