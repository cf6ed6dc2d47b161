import type { Conversation } from '../client-types';
import { Avatar } from './avatar';
import { useSlack } from './context';
import { Lock } from './icons';
import { Link } from './link';

export function Sidebar({ at }: { at: string | undefined }) {
  const { snapshot, base, go, send } = useSlack();
  const { conversations, people, app, me } = snapshot;
  const channels = conversations.filter((each) => each.kind === 'public' || each.kind === 'private');
  const withApp = conversations.find((each) => each.with !== undefined && each.with === app.botUserId);
  const direct = conversations.filter(
    (each) => (each.kind === 'im' || each.kind === 'mpim') && each !== withApp,
  );
  const others = people.filter(
    (person) =>
      person.id !== me.id &&
      !person.isBot &&
      !person.deleted &&
      !direct.some((each) => each.with === person.id),
  );
  const openDirect = async (id: string) => {
    const { channel } = await send<{ channel: string }>('open-direct', { with: id });
    go(`${base}/c/${channel}`);
  };
  return (
    <nav className="sidebar" aria-label="Conversations">
      <h2>Channels</h2>
      <ul>
        {channels.map((each) => (
          <Entry key={each.id} conversation={each} current={at === each.id}>
            <span className="sign" aria-hidden="true">
              {each.kind === 'private' ? <Lock /> : '#'}
            </span>
            <span className="name">{each.name}</span>
            {each.archived && <span className="quiet"> archived</span>}
          </Entry>
        ))}
      </ul>
      <h2>Direct messages</h2>
      <ul>
        {direct.map((each) => {
          const person = people.find((one) => one.id === each.with);
          return (
            <Entry key={each.id} conversation={each} current={at === each.id}>
              <Avatar person={person} small />
              <span className="name">{person?.realName ?? each.name}</span>
            </Entry>
          );
        })}
        {others.map((person) => (
          <li key={person.id}>
            <button type="button" className="entry" onClick={() => openDirect(person.id)}>
              <Avatar person={person} small />
              <span className="name">{person.realName}</span>
            </button>
          </li>
        ))}
      </ul>
      <h2>Apps</h2>
      <ul>
        {app.installed || withApp ? (
          <li>
            <Link
              go={go}
              href={`${base}/app`}
              className={withApp?.unread ? 'entry unread' : 'entry'}
              aria-current={at === 'app' ? 'page' : undefined}
            >
              <Avatar person={people.find((one) => one.id === app.botUserId)} small />
              <span className="name">{app.name}</span>
              <Unread count={withApp?.unread ?? 0} />
            </Link>
          </li>
        ) : (
          <li className="entry quiet">No app installed</li>
        )}
      </ul>
    </nav>
  );
}

function Entry({
  conversation,
  current,
  children,
}: {
  conversation: Conversation;
  current: boolean;
  children: React.ReactNode;
}) {
  const { base, go } = useSlack();
  const className = conversation.unread && !current ? 'entry unread' : 'entry';
  return (
    <li>
      <Link
        go={go}
        href={`${base}/c/${conversation.id}`}
        className={className}
        aria-current={current ? 'page' : undefined}
      >
        {children}
        {!current && <Unread count={conversation.unread} />}
      </Link>
    </li>
  );
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="count">
      {count}
      <span className="hidden"> unread</span>
    </span>
  );
}
