import type { Context } from '@/lib/context';
import { enforcedPolicyTypes, formatPolicyType } from '@/lib/core/policy/policy';
import { formatTargetType } from '@/lib/core/text/target';
import { searchPeople } from '@/lib/directory/search-people';
import { listPolicies } from '@/lib/policies/list-policies';
import { searchTargets } from '@/lib/targets/search-targets';

/** What the simulator shows: everything at a glance, by target, by person, one request, or a test of a policy change. */
export type SimulatorMode = 'matrix' | 'target' | 'person' | 'check' | 'replay';

/** The modes in which a person chooses from options. */
export type OptionsMode = Exclude<SimulatorMode, 'check' | 'matrix'>;

/** A target, person or policy to simulate. `href` is set where the result is on another page. */
export type SimulatorOption = { id: string; name: string; detail: string; href?: string };

const most = 20;

const modes: readonly SimulatorMode[] = ['matrix', 'target', 'person', 'check', 'replay'];

/** The mode of a URL parameter; the matrix where it is missing or unknown. */
export function simulatorModeOf(value: string | undefined): SimulatorMode {
  return modes.find((mode) => mode === value) ?? 'matrix';
}

/** Finds by a part of their name what a mode can simulate. */
export async function searchSimulatorOptions(
  ctx: Context,
  mode: OptionsMode,
  query: string,
): Promise<SimulatorOption[]> {
  if (mode === 'target') {
    const { targets } = await searchTargets(ctx, { query, take: most });
    return targets.map((target) => ({
      id: target.id,
      name: target.name,
      detail: `${formatTargetType(target)} in ${target.environment}`,
    }));
  }
  if (mode === 'person') {
    const { people } = await searchPeople(ctx, { query, take: most });
    return people.map(({ id, email, name }) => ({ id, name: email, detail: name === email ? '' : name }));
  }
  const { policies } = await listPolicies(ctx, { query, types: enforcedPolicyTypes, pageSize: most });
  return policies.map(({ id, name, type }) => ({
    id,
    name,
    detail: formatPolicyType(type),
    href: `/policies/${id}?replay=yes`,
  }));
}
