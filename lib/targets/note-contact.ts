import { z } from 'zod';
import { noteContactRow } from '@/lib/db/targets/server-contact';
import { log } from '@/lib/log';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ contactId: z.uuid() });

/**
 * Notes that a server made contact, by the id that only its set-up script has. The id gives no rights and an unknown one
 * notes nothing, so anyone can call this. A database that can't be written fails nothing: what the server downloads is worth
 * more than the note. Throws `invalid`.
 */
export async function noteContact(input: unknown): Promise<void> {
  const { contactId } = parse(inputSchema, input);
  try {
    await noteContactRow(contactId);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ why }, 'the contact of a server could not be noted');
  }
}
