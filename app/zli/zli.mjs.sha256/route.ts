import { env } from '@/lib/env';
import { findZli, textAnswer } from '@/lib/web/zli-install';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const found = await findZli(env().publicUrl);
  return textAnswer(found && `${found.digest}  zli.mjs\n`, 'text/plain');
}
