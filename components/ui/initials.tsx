/** The initials of a name in a circle, for the eye only: the name itself is read beside it. */
export function Initials({ name, hidden }: { name: string; hidden?: true }) {
  return (
    <span
      aria-hidden={hidden}
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-[11px] font-bold text-accent"
    >
      {initials(name)}
    </span>
  );
}

/** One or two letters of a name or an email. */
export function initials(name: string): string {
  const words =
    name
      .split('@')[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? [];
  const letters = words.length > 1 ? words.map((word) => word[0]).slice(0, 2) : [words[0]?.slice(0, 2)];
  return letters.join('').toUpperCase();
}
