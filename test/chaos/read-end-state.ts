import type { Control } from '@/emulators/slack/control';
import { verifyLog } from '@/lib/audit/verify-log';
import { database } from '@/lib/db/client';
import type { EndState, GrantEnd, RequestEnd } from './history';

/** Reads what is stored and shown. Times come as milliseconds with fractions. */
export async function readEndState(about: {
  organizationId: string;
  teamId: string;
  slackUserIds: readonly string[];
  admins: readonly string[];
  control: Control;
}): Promise<EndState> {
  const { pool } = database();
  const rows = async <T extends object>(text: string) => (await pool.query<T>(text)).rows;
  const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
  const requests = await rows<RequestEnd>(
    `SELECT r."id", r."reason", u."email" AS person, r."target_id" AS "targetId", r."state"::text, r."automatic",
       r."is_open" AS "isOpen", d."email" AS "decidedBy"
     FROM "access_request" r JOIN "user" u ON u."id" = r."requester_id" LEFT JOIN "user" d ON d."id" = r."decided_by_id"`,
  );
  const grants = await rows<GrantEnd>(
    `SELECT g."request_id" AS "requestId", u."email" AS person, g."target_id" AS "targetId", g."state"::text,
       ${ms('g."starts_at"')} AS "startsAt", ${ms('g."expires_at"')} AS "expiresAt", ${ms('g."ended_at"')} AS "endedAt"
     FROM "grant" g JOIN "user" u ON u."id" = g."user_id"`,
  );
  const events = await rows<EndState['events'][number]>(
    `SELECT "action", "request_id" AS "requestId" FROM "audit_event" WHERE "request_id" IS NOT NULL`,
  );
  const notices = await rows<EndState['notices'][number]>(
    `SELECT m."id", m."request_id" AS "requestId", m."kind", coalesce(u."email", m."recipient") AS recipient,
       m."state"::text, m."folded_into" AS "foldedInto"
     FROM "slack_message" m LEFT JOIN "user" u ON u."id"::text = m."recipient" WHERE m."request_id" IS NOT NULL`,
  );
  const checkpoints = await rows<{ id: string }>(
    `SELECT "id" FROM "slack_message" WHERE "request_id" IS NULL`,
  );
  const known = new Set(checkpoints.map(({ id }) => id));
  const quiet = { onProgress: () => undefined, signal: new AbortController().signal };
  const { fault } = await verifyLog(about.organizationId, quiet);
  return {
    requests,
    grants,
    events,
    notices,
    posts: readPosts(about).filter(({ noticeId }) => !known.has(noticeId)),
    admins: about.admins,
    auditFault: fault?.message ?? null,
  };
}

function readPosts({ control, teamId, slackUserIds }: Parameters<typeof readEndState>[0]): EndState['posts'] {
  const places = [
    ...slackUserIds.map((user) => ({ teamId, user })),
    ...control
      .channels(teamId)
      .filter(({ kind }) => kind === 'private')
      .map(({ id }) => ({ teamId, channel: id })),
  ];
  return places.flatMap((place) =>
    control.messages(place).flatMap(({ metadata, blocks }) => {
      const { event_payload: payload } = (metadata ?? {}) as { event_payload?: { id?: string } };
      const actions = [...JSON.stringify(blocks ?? []).matchAll(/"action_id":"([^"]+)"/g)];
      return payload?.id
        ? [{ noticeId: payload.id, actions: actions.map(([, action]) => action ?? '') }]
        : [];
    }),
  );
}
