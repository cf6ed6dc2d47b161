import { openApi } from '@/lib/api/call';
import { minimumZliVersion } from '@/lib/core/zli-version';
import { productVersion } from '@/lib/version';

export const dynamic = 'force-dynamic';

// zli reads it before it logs in, to recognize an address that is not a console.
export const GET = openApi(async () => ({
  product: 'BastionZero',
  version: productVersion,
  minimumZliVersion,
}));
