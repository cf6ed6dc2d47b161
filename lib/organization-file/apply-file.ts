import { systemContext } from '@/lib/context';
import { findOrganization } from '@/lib/db/people/organizations';
import { ensureOrganization } from '@/lib/db/people/sign-in';
import { loadOrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import { inTransaction } from '@/lib/db/transaction';
import { carryOut } from './carry-out';
import type { FileContents } from './check-shape';
import { planChanges } from './plan-changes';
import { invalid, readFile } from './read-file';

/** A large organization takes its time, and nobody at a keyboard waits for this. */
const longest = 10 * 60_000;

/**
 * Loads a file of people, environments, targets and policies into the organization of an SSO organization,
 * which is made if it is not there yet. By name, all or nothing, and never deleting: doing it again changes
 * nothing. Just-in-time policies may come before Slack is integrated; they rest until then (R4). Throws
 * `invalid` with every fault at its place in the file.
 */
export async function applyFile(input: {
  path: string;
  issuer: string;
  /** hosted domain or tenant id, empty where the provider has only one organization */
  tenant: string;
}): Promise<{ organization: string; created: number; changed: number }> {
  const { path, issuer, tenant } = input;
  const file = await readFile(path);
  const name = organizationName(file, issuer, tenant);
  return inTransaction(async (tx) => {
    // It is locked from here on, as by `lockForRuleChange`.
    const { id } = await ensureOrganization(tx, { issuer, tenant, name });
    const { plan, faults } = planChanges(file, await loadOrganizationSnapshot(tx, id));
    if (faults.length > 0) throw invalid(faults);
    const counts = await carryOut(tx, systemContext(id, 'an operator', 'operator'), plan);
    const organization = await findOrganization(id, tx);
    return { organization: organization.name, ...counts };
  }, longest);
}

/** What a new organization is called: a tenant that is a domain, else the domain of the first address. */
function organizationName(file: FileContents, issuer: string, tenant: string): string {
  const domain = file.users.entries[0]?.value.email.split('@')[1];
  if (tenant.includes('.')) return tenant;
  return domain ?? (tenant || (URL.canParse(issuer) ? new URL(issuer).host : issuer));
}
