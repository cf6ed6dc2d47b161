import { useEffect, useState } from 'react';
import { AppAbout } from './app-about';
import { Avatar } from './avatar';
import { Blocks } from './blocks';
import { Composer } from './composer';
import { useSlack } from './context';
import { Log } from './conversation';
import { SurfaceProvider } from './surface';

const tabs = ['Home', 'Messages', 'About'] as const;
type Tab = (typeof tabs)[number];

/** The app's own page: Home, Messages and About. */
export function AppPage() {
  const { snapshot, send } = useSlack();
  const [tab, setTab] = useState<Tab>('Home');
  const { app } = snapshot;
  useEffect(() => {
    if (tab !== 'About' && app.installed) void send('open-home', { tab: tab.toLowerCase() });
  }, [tab, send, app.installed]);
  const keys = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <main className="main">
      <header className="main-head app-head">
        <h1>
          <Avatar person={snapshot.people.find((each) => each.id === app.botUserId)} small /> {app.name}
        </h1>
        <div role="tablist" tabIndex={-1} aria-label={app.name} onKeyDown={keys}>
          {tabs.map((each) => (
            <button
              key={each}
              id={`tab-${each}`}
              type="button"
              role="tab"
              aria-selected={tab === each}
              aria-controls="app-panel"
              tabIndex={tab === each ? 0 : -1}
              onClick={() => setTab(each)}
            >
              {each}
            </button>
          ))}
        </div>
      </header>
      <div className="app-panel" role="tabpanel" id="app-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'Home' && <Home />}
        {tab === 'Messages' && <Messages />}
        {tab === 'About' && <AppAbout />}
      </div>
    </main>
  );
}

function Home() {
  const { snapshot } = useSlack();
  const { home } = snapshot;
  if (!home) return <p className="empty">This app has not published a Home tab yet.</p>;
  return (
    <div className="home">
      <SurfaceProvider place={{ viewId: home.id }}>
        <Blocks blocks={home.blocks} />
      </SurfaceProvider>
    </div>
  );
}

function Messages() {
  const { snapshot, send } = useSlack();
  const { app, conversations } = snapshot;
  const conversation = conversations.find((each) => each.with !== undefined && each.with === app.botUserId);
  useEffect(() => {
    if (!conversation && app.botUserId) void send('open-direct', { with: app.botUserId });
  }, [conversation, app.botUserId, send]);
  if (!conversation) return <p className="empty">No messages yet.</p>;
  return (
    <>
      <Log conversation={conversation} title={app.name} />
      <Composer conversation={conversation} label={`Message ${app.name}`} />
    </>
  );
}
