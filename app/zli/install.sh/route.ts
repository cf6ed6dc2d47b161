import { env } from '@/lib/env';
import { findZli, installScript, textAnswer } from '@/lib/web/zli-install';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const { publicUrl } = env();
  const found = await findZli(publicUrl);
  return textAnswer(found && installScript(publicUrl, found.digest), 'text/plain');
}
