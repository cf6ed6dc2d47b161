import { type Command, InvalidArgumentError } from 'commander';
import { type PolicyType, policyTypes } from '@/lib/core/policy/policy';
import type { Zli } from '../context';
import { adminOnly } from '../http/admin-only';
import type { Policy } from '../policies/policy';

/** Adds `zli policy`: policies of the organization, for admins. */
export function addPolicy(program: Command, zli: Zli): void {
  const policy = program
    .command('policy')
    .description('show policies (admins only)')
    .addHelpText('after', '\nExample:\n  zli policy list');
  policy
    .command('list')
    .argument('[type]', `only this type: ${policyTypes.join(', ').toLowerCase()}`, readPolicyType)
    .description('list the policies of your organization')
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli policy list justintime')
    .action((type: PolicyType | undefined, options: { json?: true }) => listPolicies(zli, type, options));
}

function readPolicyType(text: string): PolicyType {
  const type = policyTypes.find((known) => known.toLowerCase() === text.replaceAll('-', '').toLowerCase());
  if (type) return type;
  throw new InvalidArgumentError(`Available types: ${policyTypes.join(', ').toLowerCase()}.`);
}

async function listPolicies(
  { terminal, openApi }: Zli,
  type: PolicyType | undefined,
  { json }: { json?: true },
): Promise<void> {
  const { policyPaths } = await import('../policies/policy');
  const types = type ? [type] : policyTypes;
  const api = await openApi();
  const lists = await adminOnly(Promise.all(types.map((one) => api.get<Policy[]>(policyPaths[one].path))));
  if (json) return terminal.print(JSON.stringify(lists.flat(), null, 2));
  const [{ fetchNames }, { drawPolicies }] = await Promise.all([
    import('../policies/fetch-names'),
    import('../policies/draw-policies'),
  ]);
  const names = await fetchNames(api);
  types.forEach((one, index) => {
    const policies = lists[index] ?? [];
    if (policies.length > 0) terminal.print(drawPolicies(one, policies, names, terminal.width));
    else terminal.info(`There are no available ${policyPaths[one].label} policies`);
  });
}
