/** Escapes what Slack reads as the beginning of a link or a mention. */
function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// Slack has no escape for them. At the edge of a word they would format; inside one they stay, as in snake_case.
const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const formatting = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu;

/**
 * Escapes mrkdwn: a name or a reason can neither mention everyone in a channel nor format what stands around it. What would
 * format becomes a character that looks alike.
 */
export function escapeText(text: string): string {
  return escapeEntities(text.replace(formatting, (mark) => lookalikes[mark] ?? mark));
}

/** Escapes a text, then truncates it without splitting an escape. */
export function escapeShort(text: string, max = 255): string {
  return truncate(escapeText(text), max);
}

/** Truncates with an ellipsis, without splitting an escape or a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text
    .slice(0, max - 1)
    .replace(/&[a-z]{0,3}$/, '')
    .replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}…`;
}

/** A text by a user within a sentence: on one line, in quotation marks. */
export function quoteInline(text: string, max = 200): string {
  return `“${escapeShort(text.replace(/\s+/g, ' ').trim(), max)}”`;
}

/** A line to copy. A code span cannot contain a backtick: it becomes an apostrophe. */
export function code(text: string, max = 2900): string {
  return `\`${truncate(escapeEntities(text.replaceAll('`', "'").replace(/\s+/g, ' ')), max)}\``;
}

/** A date that Slack shows in the user's time zone; UTC where Slack cannot. */
export function formatDate(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000);
  const fallback = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${seconds}^{date_short_pretty} at {time}|${fallback}>`;
}

/** A text in which times such as `2026-11-22 13:00:05 UTC` are shown in the user's time zone. */
export function withLocalTimes(text: string): string {
  return text.replace(/\b(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC\b/g, (shown, day, time) => {
    return `<!date^${Date.parse(`${day}T${time}Z`) / 1000}^{date_short_pretty} at {time_secs}|${shown}>`;
  });
}

/** A link to an address of the console or of a target. */
export function link(url: string, label: string): string {
  return `<${escapeEntities(url)}|${escapeText(label)}>`;
}

/** A list of names up to `max` characters, and how many more there are. Escaped. */
export function formatNames(names: readonly string[], max = 1500): string {
  const shown: string[] = [];
  let length = 0;
  for (const name of names) {
    const escaped = escapeShort(name, 200);
    if (length + escaped.length > max) break;
    shown.push(escaped);
    length += escaped.length + 2;
  }
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
