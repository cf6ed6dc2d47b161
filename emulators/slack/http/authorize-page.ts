import { permissionTexts } from '../permissions';
import type { Team, World } from '../world';
import { escapeHtml as safe } from './respond';

/** The consent page: the workspace at the upper right, the requested permissions, the person, Allow and Cancel. */
export function authorizePage(
  world: World,
  team: Team,
  options: { requestedScopes: string[]; query: URLSearchParams; userId: string | undefined },
): string {
  const app = safe(world.app.name);
  const teams = [...world.teams.values()].map((each) => option(each.id, each.name, each === team)).join('');
  const people = [...team.users.values()]
    .filter((user) => !user.isBot && !user.deleted)
    .map((user) =>
      option(user.id, `${user.realName}${user.email ? ` (${user.email})` : ''}`, user.id === options.userId),
    )
    .join('');
  const kept = [...options.query]
    .filter(([name]) => name !== 'team')
    .map(([name, value]) => `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`)
    .join('');
  const permissions = options.requestedScopes
    .map((scope) => `<li>${safe(permissionTexts[scope] ?? scope)} <code>${safe(scope)}</code></li>`)
    .join('');
  return document(
    `${world.app.name} is requesting permission`,
    `<header class="consent-top"><span class="consent-brand">Local Slack</span>
<form method="get"><label>Workspace <select name="team" onchange="this.form.submit()">${teams}</select></label>${kept}<noscript><button>Change</button></noscript></form></header>
<main class="consent">
<h1><span class="consent-app">${app}</span> is requesting permission to access the <strong>${safe(team.name)}</strong> Slack workspace</h1>
<h2>What will ${app} be able to do?</h2><ul>${permissions}</ul>
<form method="post"><input type="hidden" name="team" value="${safe(team.id)}">
<label class="consent-who">Signed in as <select name="user">${people}</select></label>
<div class="consent-buttons"><button class="button" name="decision" value="cancel">Cancel</button><button class="button primary" name="decision" value="allow">Allow</button></div></form>
</main>`,
  );
}

/** Slack's error page, for requests that must not be redirected to the app. */
export function errorPage(words: string): string {
  return document(
    'Something went wrong',
    `<main class="consent"><h1>Something went wrong when authorizing this app.</h1><p>${safe(words)}</p></main>`,
  );
}

function option(value: string, text: string, selected: boolean): string {
  return `<option value="${safe(value)}"${selected ? ' selected' : ''}>${safe(text)}</option>`;
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${safe(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/page.css"></head><body>${body}</body></html>`;
}
