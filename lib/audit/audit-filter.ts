import { z } from 'zod';
import { auditActions } from '@/lib/core/text/audit-action';

/** What the log is searched by; each narrows it down. */
export const auditFilter = z.object({
  person: z.string().trim().max(200).optional(),
  target: z.string().trim().max(200).optional(),
  action: z.enum(auditActions).optional(),
  requestId: z.uuid().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
