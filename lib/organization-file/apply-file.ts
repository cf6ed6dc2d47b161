import { systemContext } from '@/lib/context';
import type { InputError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { ensureOrganization, findOrganization, findOrganizationOf } from '@/lib/db/people/organizations';
import { emptyOrganization, loadOrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import { findUsesOfIds } from '@/lib/db/policies/uses-of-ids';
import { inTransaction } from '@/lib/db/transaction';
import { carryOut } from './carry-out';
import type { FileContents } from './check-shape';
import { describePlan } from './describe-plan';
import { describeUse, idsOf } from './ids';
import { countChanges, type Plan, planChanges } from './plan-changes';
import { invalidFile, readFile } from './read-file';

/** In milliseconds. A large file needs more time than an interactive request gets. */
const timeout = 10 * 60_000;

type Input = {
  path: string;
  issuer: string;
  /** hosted domain or tenant id; empty if the provider has only one organization */
  tenant: string;
};

/**
 * Applies a file of people, groups, environments, targets and policies to an organization, which is created if it does not
 * exist. Matches everything by name, applies all or nothing, deletes nothing, and applying the same file again changes
 * nothing. The file can contain just-in-time policies before Slack is connected; they are paused until then (R4). Returns how
 * many things were created and changed. Throws `invalid` with all errors, each with its path in the file.
 */
export async function applyFile(
  input: Input,
): Promise<{ organization: string; created: number; changed: number }> {
  const file = await readFile(input.path);
  return inTransaction(async (tx) => {
    await requireOwnId(tx, file, input);
    // This locks the organization, like `lockForRuleChange`.
    const { id } = await ensureOrganization(tx, newOrganization(file, input));
    const counts = await carryOut(tx, systemContext(id, 'an operator', 'operator'), await plan(tx, file, id));
    const organization = await findOrganization(id, tx);
    return { organization: organization.name, ...counts };
  }, timeout);
}

/** What `applyFile` would do, as a list of lines, without doing it. Throws as it does. */
export async function previewFile(
  input: Input,
): Promise<{ organization: string; created: number; changed: number; lines: string[] }> {
  const file = await readFile(input.path);
  return inTransaction(async (tx) => {
    const stored = await requireOwnId(tx, file, input);
    const planned = await plan(tx, file, stored?.id ?? null);
    const organization = stored ? await findOrganization(stored.id, tx) : newOrganization(file, input);
    return { organization: organization.name, ...countChanges(planned), lines: describePlan(planned) };
  }, timeout);
}

async function plan(tx: Tx, file: FileContents, organizationId: string | null): Promise<Plan> {
  const stored = organizationId ? await loadOrganizationSnapshot(tx, organizationId) : emptyOrganization;
  const uses = await findUsesOfIds(tx, organizationId, idsOf(file));
  const { plan: planned, faults } = planChanges(file, stored, uses);
  if (faults.length > 0) throw invalidFile(faults);
  return planned;
}

/** The stored organization. Throws `invalid` if the file has another id for it, or the id of another one for a new one. */
async function requireOwnId(tx: Tx, file: FileContents, input: Input): Promise<{ id: string } | null> {
  const stored = await findOrganizationOf(input, tx);
  const { id } = file.organization;
  if (id === undefined || id === stored?.id) return stored;
  const [use] = await findUsesOfIds(tx, stored?.id ?? null, [id]);
  const fault = (message: string): InputError => ({ path: 'organization.id', message });
  if (use) throw invalidFile([fault(describeUse(use))]);
  if (!stored) return null;
  const message = `must be ${stored.id}: the organization exists already, and its id cannot change. Remove this line`;
  throw invalidFile([fault(message)]);
}

/**
 * An organization that does not exist yet. Without a name in the file, it is named after the tenant if that is a domain,
 * otherwise after the domain of the first email.
 */
function newOrganization({ organization, users }: FileContents, { issuer, tenant }: Input) {
  const domain = users.entries[0]?.value.email.split('@')[1];
  const host = URL.canParse(issuer) ? new URL(issuer).host : issuer;
  const fallback = tenant.includes('.') ? tenant : (domain ?? (tenant || host));
  return { ...organization, name: organization.name ?? fallback, issuer, tenant };
}
