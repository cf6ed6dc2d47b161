import { env } from '@/lib/env';
import { readZli, textAnswer } from '@/lib/web/zli-install';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return textAnswer(await readZli(env().publicUrl), 'text/javascript');
}
