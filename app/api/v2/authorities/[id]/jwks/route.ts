import { openApi } from '@/lib/api/call';
import { getWebKeys } from '@/lib/web-passes/get-web-keys';

export const GET = openApi(({ params }) => getWebKeys({ organizationId: params.id }));
