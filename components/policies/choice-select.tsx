'use client';

import { Bot, FileKey2, KeyRound, Layers, Server, User, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import type { Option } from '@/components/ui/token-option';
import { TokenSelect } from '@/components/ui/token-select';
import type { PolicyType } from '@/lib/core/policy/policy';
import { type Choice, type ChoiceKind, choiceKey } from '@/lib/core/policy/policy-choice';
import { searchChoicesAction } from '@/lib/web/actions/search';
import type { ChoiceField } from '@/lib/web/search-choices';
import { deletedLabel, type Names } from './draft';

const look = { size: 14, className: 'shrink-0 text-faint' };
const icons: Record<ChoiceKind, ReactNode> = {
  person: <User aria-label="Person" {...look} />,
  group: <Users aria-label="Group" {...look} />,
  target: <Server aria-label="Target" {...look} />,
  environment: <Layers aria-label="Environment" {...look} />,
  child: <FileKey2 aria-hidden {...look} />,
};

const sections: Record<ChoiceKind, string> = {
  person: 'People',
  group: 'Groups',
  target: 'Targets',
  environment: 'Environments',
  child: 'Access policies',
};

const programs = {
  ApiKey: { icon: <KeyRound aria-label="API key" {...look} />, section: 'API keys' },
  ServiceAccount: { icon: <Bot aria-label="Service account" {...look} />, section: 'Service accounts' },
};

/** What a list shows while the organization has nothing to choose, and what to do about it. */
const none: Record<ChoiceField, ReactNode> = {
  people: 'No people or groups yet. People appear here after their first sign-in.',
  coverage: (
    <>
      No targets of this type yet.{' '}
      <a href="/inventory/targets/new" target="_blank" rel="noreferrer" className="font-medium underline">
        Add a target
      </a>{' '}
      (opens in a new tab).
    </>
  ),
  children: 'No access policies yet. Create one with “New access policy”.',
};

type Props = {
  id: string;
  label: string;
  describedBy: string | undefined;
  field: ChoiceField;
  type: PolicyType;
  /** the chosen ids of each kind */
  chosen: readonly (readonly [kind: ChoiceKind, ids: readonly string[]])[];
  names: Names;
  onChange: (keys: string[], learned: Choice[]) => void;
  placeholder: string;
  invalid: boolean;
};

/** A search field for what a policy refers to: one kind or two, from the whole organization. */
export function ChoiceSelect({ field, type, chosen, names, onChange, ...rest }: Props) {
  const seen = useRef(new Map<string, Choice>());
  const options = chosen.flatMap(([kind, ids]) =>
    ids.map((id) => optionOf(names.get(choiceKey(kind, id)) ?? deleted(choiceKey(kind, id)))),
  );
  return (
    <TokenSelect
      {...rest}
      none={none[field]}
      chosen={options}
      onChange={(next) => {
        const keys = next.map(({ id }) => id);
        onChange(
          keys,
          keys.flatMap((key) => seen.current.get(key) ?? []),
        );
      }}
      search={async (query) => {
        const result = await searchChoicesAction({ field, type, query });
        if (!result.ok) return null;
        for (const choice of result.value) seen.current.set(choice.key, choice);
        return result.value.map(optionOf);
      }}
    />
  );
}

function optionOf({ key, label, detail, program }: Choice): Option {
  const kind = key.slice(0, key.indexOf(':')) as ChoiceKind;
  const look = program ? programs[program] : { icon: icons[kind], section: sections[kind] };
  return { id: key, label, ...look, ...(detail && { detail }) };
}

function deleted(key: string): Choice {
  return { key, label: deletedLabel };
}
