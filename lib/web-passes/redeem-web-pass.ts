import { z } from 'zod';
import { redeemTicket } from '@/lib/db/connections/web-passes';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';

const inputSchema = z.object({ targetId: z.uuid(), ticket: z.string().max(200) });

/** How long a pass is valid, in hours. Access is also looked up at every request. */
export const passHours = 12;

/** Exchanges a ticket for the token of a pass, once, for its own app only; null if the ticket is not valid. */
export async function redeemWebPass(input: unknown): Promise<string | null> {
  const { targetId, ticket } = parse(inputSchema, input);
  const token = newToken();
  const about = { ticketId: fingerprint(ticket), passId: fingerprint(token), targetId, hours: passHours };
  return (await redeemTicket(about)) ? token : null;
}
