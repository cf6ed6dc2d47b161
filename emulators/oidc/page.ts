import type { Person } from './person';

/** The sign-in page: a form with one button for each person. */
export function choosePage(people: readonly Person[]): string {
  const buttons = people.map(personButton).join('');
  const list =
    buttons ||
    '<p class="none">There are no people to choose from. Start the identity provider with at least one person.</p>';
  return document(
    'Choose who you are',
    `<h1>Choose who you are</h1>
    <p class="lead">This is the local identity provider of the demo. No password is needed.</p>
    <form method="post"><ul>${list}</ul></form>`,
  );
}

export function failurePage(heading: string, sentence: string): string {
  return document(heading, `<h1>${escapeHtml(heading)}</h1><p class="lead">${escapeHtml(sentence)}</p>`);
}

function personButton(person: Person, index: number): string {
  const details = [person.name, ...(person.groups ?? []).map((group) => `group ${group}`)];
  if (person.emailVerified === false) details.push('email not verified');
  const initials = person.email.slice(0, 2).toUpperCase();
  // The accessible name is the email address, which is unique. The rest is the description.
  return `<li><button name="sub" value="${escapeHtml(person.sub)}" aria-labelledby="email-${index}" aria-describedby="who-${index}">
    <span class="mark" aria-hidden="true">${escapeHtml(initials)}</span>
    <span class="text"><span class="email" id="email-${index}">${escapeHtml(person.email)}</span>
    <span class="who" id="who-${index}">${escapeHtml(details.join(' · '))}</span></span>
    <span class="go" aria-hidden="true">→</span></button></li>`;
}

function document(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${style}</style></head>
    <body><main>${content}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
  :root { --bg: oklch(.985 .003 255); --panel: #fff; --ink: oklch(.23 .02 260); --muted: oklch(.5 .02 260);
    --line: oklch(.915 .008 260); --soft: oklch(.965 .006 260); --accent: oklch(.52 .16 262); --accent-soft: oklch(.955 .025 262) }
  @media (prefers-color-scheme: dark) { :root { --bg: oklch(.17 .012 260); --panel: oklch(.21 .014 260); --ink: oklch(.95 .005 260);
    --muted: oklch(.74 .015 260); --line: oklch(.3 .015 260); --soft: oklch(.25 .015 260); --accent: oklch(.72 .13 262);
    --accent-soft: oklch(.29 .05 262) } }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--bg);
    color: var(--ink); font: 15px/1.5 Inter, system-ui, "Helvetica Neue", Arial, sans-serif; -webkit-font-smoothing: antialiased }
  main { width: 100%; max-width: 432px; background: var(--panel); border: 1px solid var(--line); border-radius: 14px;
    padding: 28px 12px 12px; box-shadow: 0 1px 2px rgb(20 25 40 / .05), 0 8px 28px rgb(20 25 40 / .06) }
  h1 { font-size: 20px; line-height: 28px; font-weight: 650; letter-spacing: -.012em; margin: 0; padding: 0 12px }
  .lead { margin: 4px 0 16px; padding: 0 12px; color: var(--muted) }
  ul { list-style: none; margin: 0; padding: 0 }
  button { width: 100%; display: flex; align-items: center; gap: 12px; padding: 10px 12px; border: 0; border-radius: 10px;
    background: none; color: inherit; font: inherit; text-align: left; cursor: pointer }
  button:hover { background: var(--soft) }
  button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px }
  .mark { flex: none; width: 36px; height: 36px; border-radius: 50%; display: grid; place-items: center;
    background: var(--accent-soft); color: var(--accent); font-size: 12px; font-weight: 640 }
  .text { flex: 1; min-width: 0; display: grid }
  .email { font-weight: 560; overflow-wrap: anywhere }
  .who { color: var(--muted); font-size: 13px }
  .go { color: var(--muted) }
  .none { padding: 0 12px 12px; margin: 0 }
`;
