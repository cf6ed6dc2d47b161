import type { z } from 'zod';
import type {
  environmentSchema,
  groupSchema,
  organizationSchema,
  policySchema,
  targetSchema,
  userSchema,
} from '../file-schema';

export type WrittenTarget = z.input<typeof targetSchema>;
export type WrittenPolicy = z.input<typeof policySchema>;
export type WrittenGroup = z.input<typeof groupSchema>;

/** An organization file before it is written as YAML. */
export type WrittenFile = {
  organization: z.input<typeof organizationSchema>;
  users: z.input<typeof userSchema>[];
  groups: WrittenGroup[];
  environments: z.input<typeof environmentSchema>[];
  targets: WrittenTarget[];
  policies: WrittenPolicy[];
};
