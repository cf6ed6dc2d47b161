import type { ReactNode } from 'react';
import type { Json } from '../world';
import { useSlack } from './context';
import { emojiByShortcode } from './emoji';

/** The basic parts of `rich_text`: sections, lists, quotes and preformatted text. */
export function RichText({ elements }: { elements: Json[] }) {
  return <div className="text">{elements.map((element, index) => part(element, index))}</div>;
}

function part(element: Json, index: number): ReactNode {
  const children = ((element.elements ?? []) as Json[]).map((each, at) => (
    <Leaf key={`${at}-${each.type}`} of={each} />
  ));
  const key = `${index}-${element.type}`;
  switch (element.type) {
    case 'rich_text_list': {
      const items = ((element.elements ?? []) as Json[]).map((each, at) => (
        <li key={`${at}-item`}>{part(each, at)}</li>
      ));
      return element.style === 'ordered' ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    case 'rich_text_quote':
      return <blockquote key={key}>{children}</blockquote>;
    case 'rich_text_preformatted':
      return <pre key={key}>{children}</pre>;
    default:
      return <div key={key}>{children}</div>;
  }
}

function Leaf({ of }: { of: Json }): ReactNode {
  const { snapshot } = useSlack();
  const style = (of.style ?? {}) as { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean };
  let node: ReactNode = String(of.text ?? '');
  if (of.type === 'link')
    node = (
      <a href={String(of.url)} target="_blank" rel="noreferrer">
        {String(of.text ?? of.url)}
      </a>
    );
  if (of.type === 'emoji') node = emojiByShortcode[String(of.name)] ?? `:${of.name}:`;
  if (of.type === 'user')
    node = (
      <span className="mention">
        @{snapshot.people.find((each) => each.id === of.user_id)?.realName ?? String(of.user_id)}
      </span>
    );
  if (style.code) node = <code>{node}</code>;
  if (style.bold) node = <strong>{node}</strong>;
  if (style.italic) node = <em>{node}</em>;
  return style.strike ? <del>{node}</del> : node;
}
