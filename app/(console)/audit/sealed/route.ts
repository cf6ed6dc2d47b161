import { exportSealedLog } from '@/lib/audit/export-sealed-log';
import { auditDownload } from '@/lib/web/audit-download';

/** Streams the export for verification: the exact bytes that were sealed, with their hashes and checkpoints. */
export const GET = () =>
  auditDownload('audit-log.jsonl', 'application/x-ndjson; charset=utf-8', exportSealedLog);
