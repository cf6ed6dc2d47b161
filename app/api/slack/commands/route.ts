import { dispatchCommand } from '@/lib/slack/dispatch-command';
import { receive } from '@/lib/slack/receive';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receive(request, dispatchCommand);
}
