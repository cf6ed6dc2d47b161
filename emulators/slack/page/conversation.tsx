import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Conversation } from '../client-types';
import { Composer } from './composer';
import { useSlack } from './context';
import { Lock } from './icons';
import { MessageRow } from './message';

/** A channel or a direct message, with its message field. */
export function ConversationPage({ conversation }: { conversation: Conversation }) {
  const { snapshot } = useSlack();
  const other = snapshot.people.find((each) => each.id === conversation.with);
  const title = other ? other.realName : conversation.name;
  return (
    <main className="main">
      <header className="main-head">
        <h1>
          {conversation.kind === 'public' && <span className="sign">#</span>}
          {conversation.kind === 'private' && <Lock />}
          {title}
        </h1>
        <span className="quiet">
          {conversation.topic || (other ? '' : `${conversation.memberCount} members`)}
        </span>
      </header>
      <Log conversation={conversation} title={title} />
      {conversation.archived ? (
        <p className="archived quiet">This channel is archived.</p>
      ) : (
        <Composer conversation={conversation} label={other ? `Message ${title}` : `Message #${title}`} />
      )}
    </main>
  );
}

/** The messages, newest at the bottom. Showing them marks them as read. */
export function Log({ conversation, title }: { conversation: Conversation; title: string }) {
  const { send } = useSlack();
  const end = useRef<HTMLDivElement>(null);
  const { messages } = conversation;
  const last = messages.at(-1)?.ts;
  useLayoutEffect(() => {
    if (last) end.current?.scrollIntoView({ block: 'end' });
  }, [last]);
  useEffect(() => {
    if (conversation.unread > 0 && last) void send('read', { channel: conversation.id });
  }, [conversation.unread, conversation.id, last, send]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="log" role="log" aria-label={`Messages in ${title}`} tabIndex={0}>
      <div className="log-inner">
        {messages.length === 0 && <p className="quiet begin">This is the very beginning of {title}.</p>}
        {messages.map((message) => (
          <MessageRow key={message.ts} message={message} channelId={conversation.id} />
        ))}
        <div ref={end} />
      </div>
    </div>
  );
}
