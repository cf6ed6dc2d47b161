type Props = {
  id: string;
  groups: readonly string[];
  chosen: readonly string[];
  onChange: (groups: string[]) => void;
};

/** Chooses any number of the cluster groups on offer. */
export function GroupChoice({ id, groups, chosen, onChange }: Props) {
  const toggle = (group: string) =>
    onChange(groups.filter((one) => (one === group) !== chosen.includes(one)));
  return (
    <fieldset
      aria-labelledby={`${id}-label`}
      className="max-h-40 overflow-y-auto rounded-lg border border-edge bg-bg px-2.5 py-1.5"
    >
      {groups.map((group) => (
        <label key={group} className="flex min-h-6 items-center gap-2 py-0.5">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={chosen.includes(group)}
            onChange={() => toggle(group)}
          />
          <span className="min-w-0 font-mono text-xs break-all">{group}</span>
        </label>
      ))}
    </fieldset>
  );
}
