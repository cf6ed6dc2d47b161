/** Escapes mrkdwn; without it, a reason could mention everyone in a channel. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
  return `\`${escapeShort(text.replaceAll('`', "'").replace(/\s+/g, ' '), max)}\``;
}

/** A date that Slack shows in the user's time zone; UTC where Slack cannot. */
export function formatDate(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000);
  const fallback = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${seconds}^{date_short_pretty} at {time}|${fallback}>`;
}

/** A link to an address of the console or of a target. */
export function link(url: string, label: string): string {
  return `<${escapeText(url)}|${escapeText(label)}>`;
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
