/**
 * A Slack message, modal or Home tab as text: one line for each thing that a person sees. Lines that belong
 * to the line before them are indented. Every other property follows after a bar, under Slack's own name;
 * only `emoji` of plain text is left out.
 */
export function blockLines(surface: object): string[] {
  const { text, type, title, submit, close, blocks, ...rest } = surface as Properties;
  return [
    ...(text === undefined ? [] : lines(`Notification: ${show(text)}`)),
    ...(type === undefined ? [] : lines(`${show(type)}: ${title ? show(title) : ''}${more(rest)}`)),
    ...(blocks as Properties[]).flatMap(linesOf),
    ...(submit === undefined ? [] : [`[${show(submit)}] submit`]),
    ...(close === undefined ? [] : [`[${show(close)}] close`]),
  ];
}

type Properties = Record<string, unknown>;

function linesOf({ type, ...block }: Properties): string[] {
  if (type === 'header') {
    const { text, ...rest } = block;
    return lines(`# ${show(text)}${more(rest)}`);
  }
  if (type === 'section') {
    const { text, fields = [], accessory, ...rest } = block;
    const shown = [
      ...(text === undefined ? [] : [show(text, 'mrkdwn')]),
      ...(fields as unknown[]).map((field) => nameAndValue(show(field, 'mrkdwn'))),
    ];
    return [
      ...shown.flatMap((each, index) => lines(index === 0 ? each + more(rest) : each)),
      ...(accessory === undefined ? [] : [`  ${showElement(accessory as Properties)}`]),
    ];
  }
  if (type === 'context') {
    const { elements, ...rest } = block;
    const shown = (elements as unknown[]).map((element) => `(${show(element, 'mrkdwn')})`);
    return lines(shown.join(' ') + more(rest));
  }
  if (type === 'actions') {
    const { elements, ...rest } = block;
    return (elements as Properties[]).map((element) => showElement(element) + more(rest));
  }
  if (type === 'input') {
    const { label, element, ...rest } = block;
    return lines(`${show(label)}: ${showElement(element as Properties)}${more(rest)}`);
  }
  return lines(`${type}${more(block)}`);
}

/** `[Approve] approve-request` for a button, `static_select target-user` for other elements. */
function showElement({ type, text, action_id, ...rest }: Properties): string {
  return `${type === 'button' ? `[${show(text)}]` : type} ${action_id}${more(rest)}`;
}

function more(properties: Properties): string {
  return Object.keys(properties)
    .sort()
    .map((name) => (properties[name] === true ? ` | ${name}` : ` | ${name}: ${show(properties[name])}`))
    .join('');
}

/** Adds the type of the text unless it is the `usual` one. */
function show(value: unknown, usual = 'plain_text'): string {
  if (Array.isArray(value)) return value.map((each) => show(each)).join(', ');
  if (typeof value !== 'object' || value === null) return showDates(String(value));
  const { type, text, ...rest } = value as Properties;
  if (type === 'mrkdwn' || type === 'plain_text') {
    return `${showDates(String(text))}${type === usual ? '' : ` (${type})`}`;
  }
  const { value: chosen, ...others } = rest; // an option
  if (chosen !== undefined) return `${show(text)} = ${chosen}${more(others)}`;
  return `{${more(value as Properties)} }`; // a confirm dialog
}

/** Slack's date token becomes `<2026-11-22 13:00 UTC>` if its fallback and its seconds mean the same minute. */
function showDates(text: string): string {
  return text.replace(
    /<!date\^(\d+)\^\{date_short_pretty\} at \{time\}\|([^>]*)>/g,
    (whole, seconds, fallback) => {
      const minute = new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ');
      return fallback === `${minute} UTC` ? `<${fallback}>` : whole;
    },
  );
}

function nameAndValue(field: string): string {
  return field.replace(/^\*([^*\n]+)\*\n/, '$1: ');
}

function lines(text: string): string[] {
  return text.split('\n').map((line, index) => (index === 0 ? line : `  ${line}`));
}
