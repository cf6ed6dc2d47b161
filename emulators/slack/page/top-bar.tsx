import { useEffect, useState } from 'react';
import type { Directory } from '../client-types';
import { Avatar } from './avatar';
import { useSlack } from './context';
import { Link } from './link';

/** The workspace and the person. Choosing another person changes the address. */
export function TopBar({ menu, onMenu }: { menu: boolean; onMenu: () => void }) {
  const { snapshot, go } = useSlack();
  const [teams, setTeams] = useState<Directory>([]);
  const { team, me } = snapshot;
  useEffect(() => {
    fetch('/client/directory')
      .then((answer) => answer.json())
      .then(setTeams);
  }, []);
  return (
    <header className="top-bar">
      <button
        type="button"
        className="menu-button"
        aria-expanded={menu}
        aria-label="Channels and people"
        onClick={onMenu}
      >
        ☰
      </button>
      <Link go={go} href="/" className="brand">
        {team.name}
      </Link>
      <label className="who">
        <span>Signed in as</span>
        <select value={`/w/${team.id}/${me.id}`} onChange={(event) => go(event.target.value)}>
          {teams.map((each) => (
            <optgroup key={each.id} label={each.name}>
              {each.people
                .filter((person) => !person.deleted || person.id === me.id)
                .map((person) => (
                  <option key={person.id} value={`/w/${each.id}/${person.id}`}>
                    {person.realName}
                    {person.isAdmin ? ' (admin)' : person.isGuest ? ' (guest)' : ''}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <Avatar person={me} small />
    </header>
  );
}
