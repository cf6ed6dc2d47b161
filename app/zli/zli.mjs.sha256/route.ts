import { env } from '@/lib/env';
import { readZli, sha256, textAnswer } from '@/lib/web/zli-install';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const zli = await readZli(env().publicUrl);
  return textAnswer(zli && `${sha256(zli)}  zli.mjs\n`, 'text/plain');
}
