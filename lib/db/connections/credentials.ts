import { Prisma } from '@/generated/prisma/client';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { database, type Tx } from '@/lib/db/client';
import { namesTarget, namesUser } from '@/lib/db/policies/policy-names';
import type { Sealed } from '@/lib/secrets';

/**
 * What an authority signs for: all servers or web apps of an organization, or one database or cluster. X.509 certificates
 * don't name their target, so each target trusts an authority of its own (R20).
 */
export type AuthorityOwner = { organizationId: string } & (
  | { kind: 'Ssh' | 'Web' }
  | { kind: 'X509'; target: { id: string; name: string } }
);

export type AuthorityRow = {
  id: string;
  kind: AuthorityKind;
  publicPart: string;
  sealedKey: Sealed;
  createdAt: Date;
  retiredAt: Date | null;
  trustedUntil: Date | null;
};

/** The authority that signs now; null before there is one. */
export async function findActiveAuthority(
  owner: AuthorityOwner,
  tx: Tx = database().checks.prisma,
): Promise<AuthorityRow | null> {
  const row = await tx.certificateAuthority.findFirst({ where: { ...ownedBy(owner), retiredAt: null } });
  return row && authority(row);
}

/** The authorities that targets trust now; the one that signs is first. */
export async function findTrustedAuthorities(owner: AuthorityOwner, now: Date): Promise<AuthorityRow[]> {
  const rows = await database().prisma.certificateAuthority.findMany({
    where: { ...ownedBy(owner), OR: [{ trustedUntil: null }, { trustedUntil: { gt: now } }] },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(authority);
}

/**
 * The authorities whose revocation list is public under an id: those that a database or cluster trusts, or those that an
 * organization had for all of them, before each got its own.
 */
export async function findListedAuthorities(id: string, now: Date): Promise<AuthorityRow[]> {
  const rows = await database().prisma.certificateAuthority.findMany({
    where: {
      kind: 'X509',
      OR: [
        { targetId: id, OR: [{ trustedUntil: null }, { trustedUntil: { gt: now } }] },
        { targetId: null, organizationId: id },
      ],
    },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(authority);
}

/**
 * Authorities whose certificates a database or cluster must refuse: at most one that its organization had for all
 * targets, and one of another target.
 */
export async function findForeignAuthorities(
  organizationId: string,
  targetId: string,
): Promise<AuthorityRow[]> {
  const find = (where: Prisma.CertificateAuthorityWhereInput) =>
    database().prisma.certificateAuthority.findFirst({
      where: { organizationId, kind: 'X509', ...where },
      orderBy: { createdAt: 'desc' },
    });
  const [former, another] = await Promise.all([
    find({ targetId: null }),
    find({ targetId: { not: targetId }, retiredAt: null }),
  ]);
  return [former, another].filter((row) => row !== null).map(authority);
}

/** Inserts an authority. False when there is one that signs already: of two created at once, one stays. */
export async function insertAuthority(
  tx: Tx,
  owner: AuthorityOwner,
  made: { id: string; publicPart: string; sealedKey: Sealed },
): Promise<boolean> {
  const { sealedKey, ...row } = made;
  const sealed = { keySealed: new Uint8Array(sealedKey.bytes), sealingKeyId: sealedKey.keyId };
  const data = { ...row, ...ownedBy(owner), ...sealed };
  return (await tx.certificateAuthority.createMany({ data, skipDuplicates: true })).count === 1;
}

/** Stops an authority from signing; targets trust it for some days more. False when it had stopped before. */
export async function retireAuthority(
  tx: Tx,
  organizationId: string,
  id: string,
  at: { retiredAt: Date; trustedUntil: Date },
): Promise<boolean> {
  return (
    (await tx.certificateAuthority.updateMany({ where: { id, organizationId, retiredAt: null }, data: at }))
      .count === 1
  );
}

/**
 * Has an authority that lost its private key sign no more and be trusted no more. Returns the database or cluster that it
 * signed for; null if it signed for others, or for none any more.
 */
export async function distrustAuthority(tx: Tx, organizationId: string, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ targetId: string | null }[]>`
    UPDATE "certificate_authority" a SET "retired_at" = coalesce(a."retired_at", now()),
      "trusted_until" = least(a."trusted_until", now())
    FROM "certificate_authority" before
    WHERE a."id" = ${id}::uuid AND a."organization_id" = ${organizationId}::uuid AND before."id" = a."id"
    RETURNING CASE WHEN before."retired_at" IS NULL THEN a."target_id" END AS "targetId"`;
  return rows[0]?.targetId ?? null;
}

/** Inserts a certificate before it is returned, and gives its serial number. */
export async function insertCredential(
  tx: Tx,
  credential: {
    organizationId: string;
    authorityId: string;
    /** null for a probe certificate */
    connectionId: string | null;
    validAfter: Date;
    validBefore: Date;
  },
): Promise<bigint> {
  const { serial } = await tx.credential.create({ data: credential, select: { serial: true } });
  return serial;
}

/** Revokes the certificates of a connection or a request that are still valid. Gives how many. */
export async function revokeCredentials(
  tx: Tx,
  of: { connectionId: string } | { requestId: string },
  at: Date,
): Promise<number> {
  const connection = 'requestId' in of ? { connection: { requestId: of.requestId } } : of;
  const { count } = await tx.credential.updateMany({
    where: { ...connection, revokedAt: null, validBefore: { gt: at } },
    data: { revokedAt: at },
  });
  return count;
}

/**
 * Revokes the valid certificates of standing access that its policy no longer gives. This repeats R1 in SQL for the
 * policy that gave the access; the person and the target can have changed as well. Gives how many.
 */
export async function revokeUncoveredCredentials(tx: Tx, organizationId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "credential" SET "revoked_at" = now()
    WHERE "organization_id" = ${organizationId}::uuid AND "revoked_at" IS NULL AND "valid_before" > now()
      AND "connection_id" IN (
        SELECT n."id" FROM "connection" n
        JOIN "user" u ON u."id" = n."user_id"
        JOIN "target" t ON t."id" = n."target_id"
        JOIN "policy" p ON p."id" = n."policy_id"
        WHERE n."organization_id" = ${organizationId}::uuid AND n."request_id" IS NULL AND n."state" = 'Open'
          AND NOT (
            u."disabled_at" IS NULL AND t."status" <> 'Terminated' AND p."deleted_at" IS NULL
            AND (p."time_expires" IS NULL OR p."time_expires" > now())
            AND ${namesUser(Prisma.sql`p."id"`)} AND ${namesTarget(Prisma.sql`p."id"`)}
            AND (n."target_user" IS NULL OR n."target_user" = ANY (p."target_users"))
            AND n."target_groups" <@ p."target_groups"
            AND (n."verb" IS NULL OR n."verb" = ANY (p."verbs"))))`;
}

/** Whether a request was used: a certificate was issued for it, or a browser has opened the web app. */
export async function hasIssuedCredential(tx: Tx, requestId: string): Promise<boolean> {
  const isUsed = [{ credentials: { some: {} } }, { target: { type: 'Web' as const } }];
  return (await tx.connection.findFirst({ where: { requestId, OR: isUsed }, select: { id: true } })) !== null;
}

export type RevokedCredential = { serial: bigint; authorityId: string; revokedAt: Date };

/**
 * The revoked certificates of some authorities that a target could still accept: expired ones are refused anyway. The
 * hour of grace is for clocks that are slow.
 */
export async function findRevoked(authorityIds: readonly string[]): Promise<RevokedCredential[]> {
  return database().prisma.$queryRaw`
    SELECT "serial", "authority_id" AS "authorityId", "revoked_at" AS "revokedAt" FROM "credential"
    WHERE "authority_id" = ANY (${[...authorityIds]}::uuid[]) AND "revoked_at" IS NOT NULL
      AND "valid_before" > now() - interval '1 hour'
    ORDER BY "serial"`;
}

export type LastCredential = {
  serial: bigint;
  authorityId: string;
  connectionId: string | null;
  validAfter: Date;
  validBefore: Date;
};

/** The certificate of a request that ends last, of an authority of one kind if given, for the revocation check. */
export async function findLastCredential(
  requestId: string,
  kind?: AuthorityKind,
): Promise<LastCredential | null> {
  return database().prisma.credential.findFirst({
    where: { connection: { requestId }, ...(kind && { authority: { kind } }) },
    orderBy: [{ validBefore: 'desc' }, { serial: 'desc' }],
  });
}

/** An authority by its id, trusted or not. */
export async function findAuthority(organizationId: string, id: string): Promise<AuthorityRow | null> {
  const row = await database().prisma.certificateAuthority.findFirst({ where: { id, organizationId } });
  return row && authority(row);
}

function ownedBy(owner: AuthorityOwner) {
  const { organizationId, kind } = owner;
  return { organizationId, kind, targetId: owner.kind === 'X509' ? owner.target.id : null };
}

function authority(row: {
  id: string;
  kind: AuthorityKind;
  publicPart: string;
  keySealed: Uint8Array;
  sealingKeyId: string;
  createdAt: Date;
  retiredAt: Date | null;
  trustedUntil: Date | null;
}): AuthorityRow {
  const { keySealed, sealingKeyId, id, kind, publicPart, createdAt, retiredAt, trustedUntil } = row;
  const sealedKey = { keyId: sealingKeyId, bytes: Buffer.from(keySealed) };
  return { id, kind, publicPart, sealedKey, createdAt, retiredAt, trustedUntil };
}
