import { z } from 'zod';
import { auditActions } from '@/lib/core/text/audit-action';

/** The filters of the audit log. An event has to match all that are set. */
export const auditFilter = z.object({
  person: z.string().trim().max(200).optional(),
  target: z.string().trim().max(200).optional(),
  action: z.enum(auditActions).optional(),
  requestId: z.uuid().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
