import { requestLine } from '@/lib/core/text/target';
import { exitCode } from '../failure';
import { accessOf, type Connection, nameTarget } from './connection';

/** Why a session has to end: the message, and the exit code. */
export type SessionEnd = { message: string; exitCode: number };

/** The state of a connection in the API (`POST …/watch`). */
export type Watched = {
  state: 'Open' | 'Closed';
  accessExpirationTime: string | null;
  closeReason: string | null;
  message: string | null;
};

/** The end of a session whose connection the server has closed. */
export function endByServer(connection: Connection, { closeReason, message }: Watched): SessionEnd {
  const text = message ?? `The session on ${nameTarget(connection)} was closed.`;
  switch (closeReason) {
    case 'access-ended':
      return { message: text, exitCode: exitCode.accessEnded };
    case 'policy-edited':
      return { message: text, exitCode: exitCode.policyEdited };
    case 'closed':
      return { message: text, exitCode: exitCode.ok };
    default:
      return { message: text, exitCode: exitCode.error };
  }
}

/** The end at the known time, if the server does not confirm it. */
export function endByClock(connection: Connection): SessionEnd {
  return {
    message: `Your access to ${nameTarget(connection)} has expired. Request it again with: ${requestLine(accessOf(connection))}`,
    exitCode: exitCode.accessEnded,
  };
}

/** The end of standing access that the server no longer confirms. */
export function endUnconfirmed(connection: Connection): SessionEnd {
  return {
    message: `The session on ${nameTarget(connection)} was closed: the server can't be reached to confirm your access. Connect again when it is reachable.`,
    exitCode: exitCode.accessEnded,
  };
}

/** The end after the server refused to watch the connection, for example because the login was revoked. */
export function endByRefusal(connection: Connection, message: string): SessionEnd {
  return {
    message: `The session on ${nameTarget(connection)} was closed: ${message}`,
    exitCode: exitCode.accessEnded,
  };
}
