import { emojiByShortcode } from './emoji';

/** A part of mrkdwn. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; children: Node[] }
  | { kind: 'code' | 'pre'; text: string }
  | { kind: 'link'; url: string; children: Node[] }
  | { kind: 'user' | 'channel' | 'broadcast'; id: string; label: string }
  | { kind: 'date'; seconds: number; format: string; url: string | undefined; fallback: string }
  | { kind: 'break' };

/** Parses mrkdwn: code blocks first, then quotes, then inline markup. */
export function parseMrkdwn(source: string): Node[] {
  return source.split(/```([\s\S]*?)```/).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'pre', text: decode(part.replace(/^\n|\n$/g, '')) } as Node];
    return part === '' ? [] : lines(part);
  });
}

function lines(source: string): Node[] {
  const nodes: Node[] = [];
  let quoted: string[] = [];
  const flush = () => {
    if (quoted.length) nodes.push({ kind: 'quote', children: joined(quoted) });
    quoted = [];
  };
  let plain: string[] = [];
  const flushPlain = () => {
    if (plain.length) nodes.push(...joined(plain));
    plain = [];
  };
  for (const line of source.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) {
      flushPlain();
      quoted.push(quote[1] ?? '');
    } else {
      flush();
      plain.push(line);
    }
  }
  flush();
  flushPlain();
  return nodes;
}

function joined(all: string[]): Node[] {
  return all.flatMap((line, index) =>
    index === 0 ? inline(line) : [{ kind: 'break' } as Node, ...inline(line)],
  );
}

// Emphasis only applies at word boundaries, so that `snake_case` stays as it is.
const inlinePattern =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}])/gu;

function inline(source: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of source.matchAll(inlinePattern)) {
    if (match.index > at) nodes.push(words(source.slice(at, match.index)));
    nodes.push(inlineNode(match));
    at = match.index + match[0].length;
  }
  if (at < source.length) nodes.push(words(source.slice(at)));
  return nodes;
}

function inlineNode(match: RegExpExecArray): Node {
  const [, code, angle, bold, italic, strike] = match;
  if (code !== undefined) return { kind: 'code', text: decode(code) };
  if (angle !== undefined) return angled(angle);
  if (bold !== undefined) return { kind: 'bold', children: inline(bold) };
  if (italic !== undefined) return { kind: 'italic', children: inline(italic) };
  return { kind: 'strike', children: inline(strike ?? '') };
}

/** The content between `<` and `>`: mentions, dates, links. */
function angled(inside: string): Node {
  const [target = '', label] = splitOnce(inside, '|');
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label: label ?? '' };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label: label ?? '' };
  if (target.startsWith('!date^')) {
    const [, seconds = '0', format = '', url] = target.split('^');
    return {
      kind: 'date',
      seconds: Number(seconds),
      format: decode(format),
      url,
      fallback: decode(label ?? ''),
    };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', id: target.slice(1), label: label ?? '' };
  return { kind: 'link', url: decode(target), children: [words(label ?? target.replace(/^mailto:/, ''))] };
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function words(text: string): Node {
  return { kind: 'text', text: emoji(decode(text)) };
}

/** Replaces shortcodes with emoji. */
export function emoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (all, name: string) => emojiByShortcode[name] ?? all);
}

/** Slack escapes only these three. `&amp;` comes last, so that nothing is decoded twice. */
function decode(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

const dayMs = 86_400_000;

/** Formats Slack's date tokens in the reader's time zone. */
export function formatDate(
  seconds: number,
  format: string,
  zone: string | undefined,
  now = Date.now(),
): string {
  const date = new Date(seconds * 1000);
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(date);
  const pretty = (otherwise: string) => {
    const day = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(ms);
    const named = { [day(now)]: 'today', [day(now - dayMs)]: 'yesterday', [day(now + dayMs)]: 'tomorrow' };
    return named[day(date.getTime())] ?? otherwise;
  };
  const tokens: Record<string, () => string> = {
    date_num: () => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(date),
    date_slash: () => show({ month: '2-digit', day: '2-digit', year: 'numeric' }),
    date: () => show({ month: 'long', day: 'numeric', year: 'numeric' }),
    date_short: () => show({ month: 'short', day: 'numeric', year: 'numeric' }),
    date_long: () => show({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
    date_pretty: () => pretty(show({ month: 'long', day: 'numeric', year: 'numeric' })),
    date_short_pretty: () => pretty(show({ month: 'short', day: 'numeric', year: 'numeric' })),
    date_long_pretty: () => pretty(show({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })),
    time: () => show({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => show({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () =>
      new Intl.RelativeTimeFormat('en').format(Math.round((seconds * 1000 - now) / 60_000), 'minute'),
  };
  return format.replace(/\{(\w+)\}/g, (all, name: string) => tokens[name]?.() ?? all);
}
