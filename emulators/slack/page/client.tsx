import { useEffect, useState } from 'react';
import type { Snapshot } from '../client-types';
import { AppPage } from './app-page';
import { type Slack, SlackContext, useSlack } from './context';
import { ConversationPage } from './conversation';
import { Link } from './link';
import { Modals } from './modals';
import { Notes } from './notes';
import type { Route } from './route';
import { Sidebar } from './sidebar';
import { TopBar } from './top-bar';
import { useLive } from './use-live';

/** The client of one person: top bar, sidebar, conversation and modals. */
export function Client({ route, go }: { route: Route & { page: 'client' }; go: (path: string) => void }) {
  const { snapshot, ...live } = useLive(route.teamId, route.userId);
  const [menu, setMenu] = useState(false);
  if (snapshot === 'loading') return <p className="loading quiet">Loading…</p>;
  if (snapshot === 'unknown')
    return (
      <main className="chooser">
        <h1>Person not found</h1>
        <p>
          This person is not a member of this workspace.{' '}
          <Link go={go} href="/">
            Choose a person
          </Link>
        </p>
      </main>
    );
  const at = place(route, snapshot);
  const base = `/w/${route.teamId}/${route.userId}`;
  const slack: Slack = {
    ...live,
    snapshot,
    base,
    go: (path) => {
      setMenu(false);
      go(path);
    },
  };
  return (
    <SlackContext value={slack}>
      <div className={menu ? 'client menu-open' : 'client'}>
        <TopBar menu={menu} onMenu={() => setMenu(!menu)} />
        <Sidebar at={at} />
        <Place at={at} />
      </div>
      <Modals />
      {snapshot.views.length === 0 && <Notes />}
    </SlackContext>
  );
}

function Place({ at }: { at: string | undefined }) {
  const { snapshot } = useSlack();
  const conversation = snapshot.conversations.find((each) => each.id === at);
  const name = at === 'app' ? snapshot.app.name : (conversation?.name ?? 'direct message');
  useEffect(() => {
    document.title = `${name} · ${snapshot.team.name} · ${snapshot.me.realName}`;
  }, [name, snapshot.team.name, snapshot.me.realName]);
  if (at === 'app') return <AppPage />;
  if (!conversation) return <main className="main empty">You are not a member of this conversation.</main>;
  return <ConversationPage key={conversation.id} conversation={conversation} />;
}

/** The conversation to show: the one in the address, else #general, else the first. */
function place(route: Route & { page: 'client' }, snapshot: Snapshot): string | 'app' | undefined {
  if (route.at && 'app' in route.at) return 'app';
  if (route.at) return route.at.channel;
  const all = snapshot.conversations;
  return (all.find((each) => each.name === 'general') ?? all[0])?.id;
}
