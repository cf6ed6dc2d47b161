/**
 * SQLSTATEs (appendix A of PostgreSQL's documentation) of a database that can't do a call now: a limit of a connection
 * ended a wait (lock_not_available, query_canceled, idle_in_transaction_session_timeout, deadlocks and serialization
 * failures after every retry), it stops or starts, it has no connection, disk or memory left, or it is read-only.
 */
const states = /^(55P03|57014|25P03|40001|40P01|57P0[1-5]|53\d{3}|08\w{3}|25006)$/;
/** Of Node.js: the connection was refused, lost or never made. */
const sockets = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;
/** Of Prisma: unreachable, timed out, closed, no connection in time, and a transaction that ended too early. */
const prisma = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034)$/;
/** Of Prisma's adapter, in place of the driver's error: raw queries have no code of Prisma beside it. */
const kinds =
  /^(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TlsConnectionError|TooManyConnections|TransactionWriteConflict)$/;
/** Of pg, whose errors about connections have no code. */
const messages = /^Connection terminated|is not queryable|timeout exceeded when trying to connect/;

/**
 * Whether an error says that the database is busy, can't write, or does not answer, so that the same call can succeed
 * later. Prisma wraps the driver's error in the metadata of its own.
 */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, originalCode, kind, message, cause, meta, driverAdapterError } = error as Record<
    string,
    unknown
  >;
  const codes = [code, originalCode].filter((one) => typeof one === 'string');
  if (codes.some((one) => states.test(one) || sockets.test(one) || prisma.test(one))) return true;
  if (typeof kind === 'string' && kinds.test(kind)) return true;
  if (typeof message === 'string' && messages.test(message)) return true;
  return [cause, meta, driverAdapterError].some((one) => isUnavailable(one, depth + 1));
}
