import type { OldOrganization } from './old-organization';

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What never comes along, with what to do instead. Empty parts are not mentioned. */
export function listLosses(old: OldOrganization): string[] {
  const { servers, clusters, databases, dynamicServers, apiKeys, serviceAccounts, users, slack } = old;
  const hooked = dynamicServers.filter(({ startWebhook }) => startWebhook !== '');
  const registrationKeys = apiKeys.filter(({ isRegistrationKey }) => isRegistrationKey);
  const lines: [number, string][] = [
    [
      servers.length,
      `${count(servers.length, 'server')}: the address, which agents don't need. Enter it under Targets, and run the set-up script of each server. Agents can then be removed`,
    ],
    [
      clusters.length,
      `${count(clusters.length, 'cluster')}: the address of the API server. Enter it under Targets, and follow the set-up of each cluster`,
    ],
    [
      databases.length,
      `${count(databases.length, 'database')}: connections do not go through the proxy. Each database has a set-up under Targets`,
    ],
    [
      hooked.length,
      `${count(hooked.length, 'dynamic access target')}: the webhooks and their shared secret. This product does not start servers`,
    ],
    [
      apiKeys.length - registrationKeys.length,
      `${count(apiKeys.length - registrationKeys.length, 'API key')}: their secrets are known to no one else. Create new keys: npm run api-key`,
    ],
    [
      registrationKeys.length,
      `${count(registrationKeys.length, 'registration key')}: there are no agents that register`,
    ],
    [serviceAccounts.length, `${count(serviceAccounts.length, 'service account')}: use API keys`],
    ...old.sessionRecording.map(({ name }): [number, string] => [
      1,
      `Session recording policy "${name}": sessions are not recorded`,
    ]),
    ...old.organizationControls.map(({ name }): [number, string] => [
      1,
      `Organization control policy "${name}": the identity provider requires a second factor`,
    ]),
    [
      users.length,
      `${count(users.length, 'user')}: second factors and logins. The identity provider requires the second factor, and people sign in again`,
    ],
    [slack ? 1 : 0, `The Slack workspace ${slack?.teamName}: connect it under Settings, App integrations`],
    [1, 'Open connections, pending requests, logs of commands and connections, and session recordings'],
  ];
  return lines.filter(([number]) => number > 0).map(([, line]) => line);
}
