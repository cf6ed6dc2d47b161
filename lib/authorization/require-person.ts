import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findPerson, type PersonRow } from '@/lib/db/people/people';
import { isSlackLinked } from '@/lib/db/slack/slack-links';

/** The id of the person who acts. Throws `not-signed-in` when there is none, `forbidden` for an API key or service account. */
export function actingUserId({ actor }: Context): string {
  if (actor.kind === 'user') return actor.userId;
  if (actor.kind === 'system') throw notActive();
  const who = actor.kind === 'api-key' ? 'An API key' : 'A service account';
  throw new AccessError('forbidden', `${who} can't do this. Sign in as a person with: zli login`);
}

/** The error for a person who is unknown or disabled. */
export function notActive(): AccessError {
  return new AccessError('not-signed-in', 'This account is not active. Ask an admin to enable it.');
}

/**
 * The person who acts, as stored now. Every use case calls this first, so that a lost right has no effect any more. Throws
 * `not-signed-in` when the person is unknown or disabled, or there is none, `forbidden` for an API key or service account.
 */
export async function requirePerson(ctx: Context, tx?: Tx): Promise<PersonRow> {
  const person = await findPerson(ctx.organizationId, actingUserId(ctx), tx);
  if (!person || person.disabledAt) throw notActive();
  return person;
}

/** The admin who acts; in Slack, only with a linked account (R17). Throws `not-signed-in`, `forbidden` or `not-linked`. */
export async function requireAdmin(ctx: Context, tx?: Tx): Promise<PersonRow> {
  const person = await requirePerson(ctx, tx);
  if (person.role !== 'Admin') {
    throw new AccessError('forbidden', 'Only an admin can do this. Ask an admin.');
  }
  await requireLink(ctx, tx);
  return person;
}

/**
 * The admin who changes rules: waits until no decision and no other rule change is running. Only an admin waits, and the
 * role is looked up again afterwards, because it can be lost meanwhile. Throws `not-signed-in` or `forbidden`.
 */
export async function requireAdminForRuleChange(ctx: Context, tx: Tx): Promise<PersonRow> {
  await requireAdmin(ctx, tx);
  await lockForRuleChange(tx, ctx.organizationId);
  return requireAdmin(ctx, tx);
}

/**
 * Required by every use case that uses an admin's rights, to read or to decide: in Slack a matching email is enough to
 * request only (R17). `requireAdmin` includes it. The Slack account must be linked to the person; outside Slack nothing is required. Throws `not-linked`.
 */
export async function requireLink(ctx: Context, tx?: Tx): Promise<void> {
  if (ctx.actor.kind !== 'user' || ctx.via !== 'slack') return;
  const linked = ctx.actor.slack && (await isSlackLinked(ctx.actor.slack, ctx.actor.userId, tx));
  if (!linked) {
    throw new AccessError(
      'not-linked',
      'Link your Slack account first. Sign in through the link, then try again.',
    );
  }
}
