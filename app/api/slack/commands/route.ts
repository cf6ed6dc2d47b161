import { dispatchCommand } from '@/lib/slack/inbound/dispatch-command';
import { receive } from '@/lib/slack/inbound/receive';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receive(request, dispatchCommand);
}
