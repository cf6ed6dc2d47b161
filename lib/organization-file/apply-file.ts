import { systemContext } from '@/lib/context';
import { ensureOrganization, findOrganization } from '@/lib/db/people/organizations';
import { loadOrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import { inTransaction } from '@/lib/db/transaction';
import { carryOut } from './carry-out';
import type { FileContents } from './check-shape';
import { planChanges } from './plan-changes';
import { invalidFile, readFile } from './read-file';

/** In milliseconds. A large file needs more time than an interactive request gets. */
const timeout = 10 * 60_000;

/**
 * Applies a file of people, environments, targets and policies to an organization, which is created if it does not exist.
 * Matches everything by name, applies all or nothing, deletes nothing, and applying the same file again changes nothing.
 * The file can contain just-in-time policies before Slack is connected; they are paused until then (R4). Returns how
 * many things were created and changed. Throws `invalid` with all errors, each with its path in the file.
 */
export async function applyFile(input: {
  path: string;
  issuer: string;
  /** hosted domain or tenant id; empty if the provider has only one organization */
  tenant: string;
}): Promise<{ organization: string; created: number; changed: number }> {
  const { path, issuer, tenant } = input;
  const file = await readFile(path);
  const name = organizationName(file, issuer, tenant);
  return inTransaction(async (tx) => {
    // This locks the organization, like `lockForRuleChange`.
    const { id } = await ensureOrganization(tx, { issuer, tenant, name });
    const { plan, faults } = planChanges(file, await loadOrganizationSnapshot(tx, id));
    if (faults.length > 0) throw invalidFile(faults);
    const counts = await carryOut(tx, systemContext(id, 'an operator', 'operator'), plan);
    const organization = await findOrganization(id, tx);
    return { organization: organization.name, ...counts };
  }, timeout);
}

/** The name of a new organization: the tenant if it is a domain, otherwise the domain of the first email. */
function organizationName(file: FileContents, issuer: string, tenant: string): string {
  const domain = file.users.entries[0]?.value.email.split('@')[1];
  if (tenant.includes('.')) return tenant;
  return domain ?? (tenant || (URL.canParse(issuer) ? new URL(issuer).host : issuer));
}
