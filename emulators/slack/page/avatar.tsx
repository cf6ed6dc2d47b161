import type { Person } from '../client-types';

/** Initials on a color that depends on the id only. */
export function Avatar({ person, small }: { person: Person | undefined; small?: boolean }) {
  const name = person?.realName ?? 'Slackbot';
  const initials = name
    .split(/\s+/)
    .map((word) => /\p{L}|\p{N}/u.exec(word)?.[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const hue =
    ([...(person?.id ?? 'S')].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 9973, 7) * 137) % 360;
  return (
    <span
      className={small ? 'avatar small' : 'avatar'}
      style={{ '--hue': hue } as React.CSSProperties}
      aria-hidden="true"
    >
      {initials}
    </span>
  );
}
