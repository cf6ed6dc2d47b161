'use client';

import { Layers, Server } from 'lucide-react';
import { type Option, TokenSelect } from '@/components/ui/token-select';
import type { Choices } from './draft';

type Props = {
  describedBy: string | undefined;
  choices: Choices;
  targetIds: readonly string[];
  environmentIds: readonly string[];
  onChange: (chosen: { targetIds: string[]; environmentIds: string[] }) => void;
  invalid: boolean;
};

/** Chooses targets one by one, and whole environments, in one field. */
export function CoverageSelect({
  describedBy,
  choices,
  targetIds,
  environmentIds,
  onChange,
  invalid,
}: Props) {
  const options: Option[] = [
    ...choices.environments.map(({ id, name }) => ({
      id: `environment:${id}`,
      label: name,
      detail: 'the whole environment',
      icon: <Layers aria-label="Environment" size={14} className="shrink-0 text-faint" />,
    })),
    ...choices.targets.map(({ id, name, kind, environment }) => ({
      id: `target:${id}`,
      label: name,
      detail: `${kind} in ${environment}`,
      icon: <Server aria-label="Target" size={14} className="shrink-0 text-faint" />,
    })),
  ];
  const chosen = [
    ...environmentIds.map((id) => `environment:${id}`),
    ...targetIds.map((id) => `target:${id}`),
  ];
  const under = (prefix: string, keys: readonly string[]) =>
    keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return (
    <TokenSelect
      id="coverage"
      label="Which targets"
      describedBy={describedBy}
      options={options}
      chosen={chosen}
      onChange={(keys) =>
        onChange({ targetIds: under('target:', keys), environmentIds: under('environment:', keys) })
      }
      placeholder="Type the name of a target or an environment"
      invalid={invalid}
    />
  );
}
