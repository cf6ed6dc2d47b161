import { slackRoute } from '@/lib/slack/inbound/endpoints';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = slackRoute('/api/slack/interactions');
