import type { AuditAction } from '@/lib/core/audit-event';
import { auditActionNames } from '@/lib/core/text/audit-action';
import { chipsOf, isRangePart, readFilters, timesOf } from './filters';

/** The filters of the audit log, by their URL parameters. */
const names = ['person', 'target', 'action', 'request', 'from', 'to', 'zone'] as const;
type AuditFilterName = (typeof names)[number];
export type AuditFilters = Partial<Record<AuditFilterName, string>>;

const labels: Record<Exclude<AuditFilterName, 'zone'>, (value: string) => string> = {
  person: (value) => `Person: ${value}`,
  target: (value) => `Target: ${value}`,
  action: (value) => auditActionNames[value as AuditAction],
  request: () => 'One request',
  from: (value) => `From ${value}`,
  to: (value) => `Until ${value}`,
};

/** Reads the filters from URL parameters. */
export function readAuditFilters(params: Record<string, string | string[] | undefined>): AuditFilters {
  return readFilters(names, params, isValid);
}

/** The input of the use cases that read the log. */
export function auditFilterOf({ request, from, to, zone, ...rest }: AuditFilters) {
  const times = timesOf({ ...(from && { from }), ...(to && { to }), ...(zone && { zone }) });
  return {
    ...rest,
    ...(request && { requestId: request }),
    ...(times.from && { from: times.from }),
    ...(times.before && { to: times.before }),
  };
}

/** The active filters, each with the address of the log without it. */
export function auditChips(filters: AuditFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(labels, filters, href);
}

function isValid(name: AuditFilterName, value: string): boolean {
  if (name === 'action') return value in auditActionNames;
  if (name === 'request') return /^[\da-f-]{36}$/.test(value);
  return name === 'from' || name === 'to' || name === 'zone' ? isRangePart(name, value) : true;
}
