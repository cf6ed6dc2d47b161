import { env } from '@/lib/env';
import { installScript, readZli, sha256, textAnswer } from '@/lib/web/zli-install';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const { publicUrl } = env();
  const zli = await readZli(publicUrl);
  return textAnswer(zli && installScript(publicUrl, sha256(zli)), 'text/plain');
}
