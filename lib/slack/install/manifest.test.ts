import { expect, test } from 'vitest';
import { events, manifest, paths } from './manifest';
import { missingScopes, scopes } from './scopes';

const slackManifest = manifest('https://access.example.com/');

test('the manifest requests the scopes and events that the code uses', () => {
  expect(slackManifest.oauth_config.scopes.bot).toEqual(scopes);
  expect(slackManifest.settings.event_subscriptions.bot_events).toEqual(events);
});

test('every URL is below the public address, where the routes are', () => {
  const origin = 'https://access.example.com';
  expect(slackManifest.oauth_config.redirect_urls).toEqual([origin + paths.redirect]);
  expect(slackManifest.features.slash_commands.map(({ url }) => url)).toEqual([origin + paths.commands]);
  expect(slackManifest.settings.event_subscriptions.request_url).toBe(origin + paths.events);
  expect(slackManifest.settings.interactivity.request_url).toBe(origin + paths.interactions);
  expect(slackManifest.settings.interactivity.message_menu_options_url).toBe(origin + paths.interactions);
});

test('texts stay inside the limits of Slack', () => {
  const { name, description, long_description } = slackManifest.display_information;
  expect(name.length).toBeLessThanOrEqual(35);
  expect(description.length).toBeLessThanOrEqual(140);
  expect(long_description.length).toBeGreaterThanOrEqual(175);
});

test('missing scopes are named in the order of the manifest', () => {
  expect(missingScopes(scopes.slice(2))).toEqual(scopes.slice(0, 2));
  expect(missingScopes([...scopes, 'team:read'])).toEqual([]);
});
