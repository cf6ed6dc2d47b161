import { database, type Tx } from '@/lib/db/client';

export type NewZliLogin = {
  /** SHA-256 of the code that redeems it */
  id: string;
  userCode: string | null;
  challenge: string | null;
  device: string;
  /** the network address that requested it */
  address?: string | null;
  expiresAt: Date;
  /** who approved it, if the browser already did */
  userId?: string;
  decidedAt?: Date;
};

/** Inserts a zli sign-in. Throws P2002 if the user code is in use. */
export async function insertZliLogin(tx: Tx, login: NewZliLogin): Promise<void> {
  await tx.zliLogin.create({ data: login });
}

/** A device login that waits for a person: which device requested it, from where and when. */
export type DeviceLogin = { device: string; address: string | null; createdAt: Date };

const requested = { device: true, address: true, createdAt: true } as const;

/** Finds a pending zli sign-in by its user code. */
export async function findPendingZliLogin(userCode: string, now: Date): Promise<DeviceLogin | null> {
  return database().prisma.zliLogin.findFirst({
    where: { userCode, decidedAt: null, expiresAt: { gt: now } },
    select: requested,
  });
}

/** Approves a pending zli sign-in for a person, or denies it (`userId` null). Returns null if it is not pending. */
export async function decideZliLogin(
  tx: Tx,
  userCode: string,
  decided: { userId: string | null; at: Date },
): Promise<DeviceLogin | null> {
  const [row] = await tx.zliLogin.updateManyAndReturn({
    where: { userCode, decidedAt: null, expiresAt: { gt: decided.at } },
    data: { userId: decided.userId, decidedAt: decided.at },
    select: requested,
  });
  return row ?? null;
}

export type PendingLogin = {
  device: string;
  challenge: string | null;
  userId: string | null;
  decided: boolean;
};

/** Finds a zli sign-in by the hash of its code; null if there is none or it has expired. */
export async function findZliLogin(tx: Tx, id: string, now: Date): Promise<PendingLogin | null> {
  const row = await tx.zliLogin.findFirst({ where: { id, expiresAt: { gt: now } } });
  return row && { ...row, decided: row.decidedAt !== null };
}

/** Deletes a decided zli sign-in. Returns true for only one of several concurrent calls. */
export async function redeemZliLogin(tx: Tx, id: string): Promise<boolean> {
  return (await tx.zliLogin.deleteMany({ where: { id, decidedAt: { not: null } } })).count === 1;
}
