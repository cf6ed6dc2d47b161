import { useEffect, useState } from 'react';
import type { Directory, Person } from '../client-types';
import { Avatar } from './avatar';
import { Link } from './link';

/** The start page: choose a workspace and a person. */
export function Chooser({ go }: { go: (path: string) => void }) {
  const [teams, setTeams] = useState<Directory>([]);
  useEffect(() => {
    document.title = 'Local Slack';
    fetch('/client/directory')
      .then((answer) => answer.json())
      .then(setTeams);
  }, []);
  return (
    <main className="chooser">
      <h1>Local Slack</h1>
      <p className="quiet">Choose a person. Each browser tab can act as a different person.</p>
      {teams.map((team) => (
        <section key={team.id} aria-labelledby={`team-${team.id}`}>
          <h2 id={`team-${team.id}`}>
            {team.name}{' '}
            <span className="quiet">{team.installed ? 'app installed' : 'app not installed'}</span>
          </h2>
          <ul>
            {team.people
              .filter((person) => !person.deleted)
              .map((person) => (
                <li key={person.id}>
                  <Link go={go} href={`/w/${team.id}/${person.id}`} className="person">
                    <Avatar person={person} />
                    <span>
                      <strong>{person.realName}</strong>
                      <span className="quiet">
                        {person.email}
                        {role(person)}
                      </span>
                    </span>
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

function role(person: Person): string {
  if (person.isAdmin) return ' · admin';
  return person.isGuest ? ' · guest' : '';
}
