import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findPerson, type PersonRow } from '@/lib/db/people/people';
import { isSlackLinked } from '@/lib/db/slack/slack-links';

/** The id of the person who acts. Throws `not-signed-in` when it is no person, `forbidden` for a program. */
export function actingUserId(ctx: Context): string {
  if (ctx.actor.kind === 'api-key') {
    throw new AccessError(
      'forbidden',
      'An API key acts for nobody: this takes a person, signed in with zli login.',
    );
  }
  if (ctx.actor.kind !== 'user') throw notActive();
  return ctx.actor.userId;
}

/** What whoever is unknown here, or disabled, is told. */
export function notActive(): AccessError {
  return new AccessError('not-signed-in', 'This account is not active here. Ask an admin to enable it.');
}

/**
 * The person who acts, as they are now. Every verb asks this first, so that a right that was lost is lost
 * at once. Throws `not-signed-in` when they are unknown or disabled, or when nobody acts at all.
 */
export async function requirePerson(ctx: Context, tx?: Tx): Promise<PersonRow> {
  const person = await findPerson(ctx.organizationId, actingUserId(ctx), tx);
  if (!person || person.disabledAt) throw notActive();
  return person;
}

/** The admin who acts or reads. Throws `not-signed-in` or `forbidden`. */
export async function requireAdmin(ctx: Context, tx?: Tx): Promise<PersonRow> {
  const person = await requirePerson(ctx, tx);
  if (person.role !== 'Admin') {
    throw new AccessError('forbidden', 'Only an admin of the organization may do this. Ask one of them.');
  }
  return person;
}

/**
 * Asked besides by every verb that uses an admin's power: an e-mail address is enough to ask in Slack,
 * never to decide (R17). In Slack the account that acts must be linked to the person it acts for;
 * elsewhere nothing is asked. Throws `not-linked`.
 */
export async function requireLink(ctx: Context, tx?: Tx): Promise<void> {
  if (ctx.actor.kind !== 'user' || ctx.via !== 'slack') return;
  const linked = ctx.actor.slack && (await isSlackLinked(ctx.actor.slack, ctx.actor.userId, tx));
  if (!linked) {
    throw new AccessError(
      'not-linked',
      'Link your Slack account first: sign in once through the link, then decide here.',
    );
  }
}
