import { z } from 'zod';
import { redeemTicket } from '@/lib/db/connections/web-passes';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';

const inputSchema = z.object({ targetId: z.uuid(), ticket: z.string().max(200) });

/** How long a browser keeps its pass, in hours; what it opens is looked up at every request all the same. */
export const passHours = 12;

/** Turns a ticket into the token of a pass, once, for its own app only; null when it is good for nothing. */
export async function redeemWebPass(input: unknown): Promise<string | null> {
  const { targetId, ticket } = parse(inputSchema, input);
  const token = newToken();
  const about = { ticketId: fingerprint(ticket), passId: fingerprint(token), targetId, hours: passHours };
  return (await redeemTicket(about)) ? token : null;
}
