import type { Message } from '../world';
import { Avatar } from './avatar';
import { Blocks } from './blocks';
import { useSlack } from './context';
import { Eye } from './icons';
import { SurfaceProvider } from './surface';
import { Mrkdwn } from './text';

/** One message: author, time, text, and whether only this person sees it. */
export function MessageRow({ message, channelId }: { message: Message; channelId: string }) {
  const { snapshot } = useSlack();
  const person = snapshot.people.find((each) => each.id === message.user);
  const name = person?.realName ?? 'Slackbot';
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: snapshot.me.tz,
  }).format(Number(message.ts) * 1000);
  return (
    <article className={message.onlyFor ? 'message only-you' : 'message'} aria-label={`${name}, ${time}`}>
      <Avatar person={person} />
      <div className="message-body">
        <p className="message-head">
          <strong>{name}</strong>
          {(person?.isBot ?? true) && <span className="badge">APP</span>}
          <time className="quiet">{time}</time>
          {message.edited && !message.blocks && <span className="quiet">(edited)</span>}
        </p>
        {message.onlyFor && (
          <p className="quiet only">
            <Eye /> Only visible to you
          </p>
        )}
        {message.blocks ? (
          <SurfaceProvider place={{ channelId, messageTs: message.ts }}>
            <Blocks blocks={message.blocks} />
          </SurfaceProvider>
        ) : (
          <div className="text">
            <Mrkdwn text={message.text} />
          </div>
        )}
      </div>
    </article>
  );
}
