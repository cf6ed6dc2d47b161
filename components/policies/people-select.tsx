'use client';

import { User, Users } from 'lucide-react';
import { type Option, TokenSelect } from '@/components/ui/token-select';
import type { Choices } from './draft';

type Props = {
  label: string;
  describedBy: string | undefined;
  choices: Choices;
  subjectIds: readonly string[];
  groupIds: readonly string[];
  onChange: (chosen: { subjectIds: string[]; groupIds: string[] }) => void;
  disabled: boolean;
  invalid: boolean;
};

/** Chooses people and groups in one field. */
export function PeopleSelect({
  label,
  describedBy,
  choices,
  subjectIds,
  groupIds,
  onChange,
  ...rest
}: Props) {
  const options: Option[] = [
    ...choices.groups.map(({ id, name, memberCount }) => ({
      id: `group:${id}`,
      label: name,
      detail: memberCount === 1 ? '1 person' : `${memberCount} people`,
      icon: <Users aria-label="Group" size={14} className="shrink-0 text-faint" />,
    })),
    ...choices.people.map(({ id, email, name }) => ({
      id: `person:${id}`,
      label: email,
      ...(name !== email && { detail: name }),
      icon: <User aria-label="Person" size={14} className="shrink-0 text-faint" />,
    })),
  ];
  return (
    <TokenSelect
      id="subjects"
      label={label}
      describedBy={describedBy}
      options={options}
      chosen={[...groupIds.map((id) => `group:${id}`), ...subjectIds.map((id) => `person:${id}`)]}
      onChange={(keys) => onChange({ subjectIds: under('person:', keys), groupIds: under('group:', keys) })}
      placeholder="Type a name, an e-mail address or a group"
      {...rest}
    />
  );
}

function under(prefix: string, keys: readonly string[]): string[] {
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}
