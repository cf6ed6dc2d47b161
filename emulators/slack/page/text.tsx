import type { ReactNode } from 'react';
import { useSlack } from './context';
import { emoji, formatDate, type Node, parseMrkdwn } from './mrkdwn';

type TextObject = { type?: string; text?: string; emoji?: boolean };

/** Renders mrkdwn. */
export function Mrkdwn({ text }: { text: string }) {
  return <Nodes nodes={parseMrkdwn(text)} />;
}

/** A text object of either type. `plain_text` is shown without decoding, so that double escaping is visible. */
export function Text({ of }: { of: unknown }) {
  const { type, text = '' } = (of ?? {}) as TextObject;
  return type === 'mrkdwn' ? <Mrkdwn text={text} /> : plainText(of);
}

/** The text of a text object, for labels. */
export function plainText(of: unknown): string {
  const { text = '', emoji: wanted } = (of ?? {}) as TextObject;
  return wanted === false ? text : emoji(text);
}

function Nodes({ nodes }: { nodes: Node[] }): ReactNode {
  // The parts have no identity except their position, and are never reordered.
  return nodes.map((node, index) => <One key={`${index}-${node.kind}`} node={node} />);
}

function One({ node }: { node: Node }): ReactNode {
  const { snapshot } = useSlack();
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return (
        <strong>
          <Nodes nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Nodes nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <del>
          <Nodes nodes={node.children} />
        </del>
      );
    case 'quote':
      return (
        <blockquote>
          <Nodes nodes={node.children} />
        </blockquote>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'pre':
      return <pre>{node.text}</pre>;
    case 'break':
      return <br />;
    case 'link':
      return (
        <a href={node.url} target="_blank" rel="noreferrer">
          <Nodes nodes={node.children} />
        </a>
      );
    case 'user': {
      const person = snapshot.people.find((each) => each.id === node.id);
      return <span className="mention">@{person?.realName ?? (node.label || node.id)}</span>;
    }
    case 'channel': {
      const channel = snapshot.conversations.find((each) => each.id === node.id);
      return <span className="mention">#{channel?.name ?? (node.label || 'private channel')}</span>;
    }
    case 'broadcast':
      return <span className="mention">@{node.label || node.id}</span>;
    case 'date': {
      const words = Number.isFinite(node.seconds)
        ? formatDate(node.seconds, node.format, snapshot.me.tz)
        : node.fallback;
      const time = <time dateTime={new Date(node.seconds * 1000).toISOString()}>{words}</time>;
      return node.url ? (
        <a href={node.url} target="_blank" rel="noreferrer">
          {time}
        </a>
      ) : (
        time
      );
    }
  }
}
