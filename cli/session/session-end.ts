import { requestLine } from '@/lib/core/text/target';
import { exitCode } from '../failure';
import { accessOf, type Connection, nameTarget } from './connection';

/** Why a session is ended from outside: what the person reads, and the exit code. */
export type SessionEnd = { message: string; exitCode: number };

/** The server's word on a connection (`POST …/watch`). */
export type Watched = {
  state: 'Open' | 'Closed';
  accessExpirationTime: string | null;
  closeReason: string | null;
  message: string | null;
};

/** What a closed connection means for its session. */
export function endByServer(connection: Connection, { closeReason, message }: Watched): SessionEnd {
  const words = message ?? `The connection to ${nameTarget(connection)} was closed.`;
  switch (closeReason) {
    case 'access-ended':
      return { message: words, exitCode: exitCode.accessEnded };
    case 'policy-edited':
      return { message: words, exitCode: exitCode.policyEdited };
    case 'closed':
      return { message: words, exitCode: exitCode.ok };
    default:
      return { message: words, exitCode: exitCode.error };
  }
}

/** The end that `zli` knows by the clock alone, also when the server can't be asked. */
export function endByClock(connection: Connection): SessionEnd {
  return {
    message: `Your access to ${nameTarget(connection)} has ended. Ask again with: ${requestLine(accessOf(connection))}`,
    exitCode: exitCode.accessEnded,
  };
}

/** Standing access has no end of its own; it is good for as long as the server vouched for it. */
export function endBySilence(connection: Connection): SessionEnd {
  return {
    message: `The server can't be asked any more whether you still have access to ${nameTarget(connection)}, so the session is closed. Connect again when it answers.`,
    exitCode: exitCode.accessEnded,
  };
}

/** The server doesn't let this person ask: the login was ended, for example, and with it what rests on it. */
export function endByRefusal(connection: Connection, message: string): SessionEnd {
  return {
    message: `The session on ${nameTarget(connection)} is closed: ${message}`,
    exitCode: exitCode.accessEnded,
  };
}
