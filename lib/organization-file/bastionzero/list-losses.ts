import type { OldOrganization } from './old-organization';

/** What never comes along, with what to do instead. Empty parts are not mentioned. */
export function listLosses(old: OldOrganization): string[] {
  const { servers, clusters, databases, dynamicServers, serviceAccounts, users, slack } = old;
  const hooked = dynamicServers.filter(({ startWebhook }) => startWebhook !== '');
  const inClouds = databases.filter((each) => each.databaseAuthenticationConfig?.cloudServiceProvider);
  const [registrationKeys, apiKeys] = [true, false].map((isRegistrationKey) =>
    old.apiKeys.filter((key) => key.isRegistrationKey === isRegistrationKey),
  );
  const unenforced = [...old.sessionRecording, ...old.organizationControls];
  const lines: [things: readonly unknown[] | undefined, sentence: string][] = [
    [
      servers,
      'servers: the addresses, which agents don’t need. Enter them under Targets, and run the set-up script of each server',
    ],
    [
      clusters,
      'clusters: the addresses of the API servers. Enter them under Targets, and follow the set-up of each cluster',
    ],
    [databases, 'databases: connections through the proxy. Follow the set-up of each database under Targets'],
    [inClouds, 'databases of a cloud provider: its accounts, with which people cannot sign in here'],
    [
      hooked,
      'dynamic access targets: the webhooks and their shared secret, which the API does not show. Set them again with PATCH targets/dynamic-access/{id}',
    ],
    [apiKeys, 'API keys, whose secrets nobody else knows. Create new ones: npm run api-key'],
    [registrationKeys, 'registration keys: there are no agents that register'],
    [serviceAccounts, 'service accounts. Create them again through the API'],
    [unenforced, 'policies about session recording and organization controls: kept, but not enforced'],
    [users, 'users: second factors, which the identity provider requires, and logins'],
  ];
  return [
    ...lines.flatMap(([things = [], sentence]) => (things.length > 0 ? `${things.length} ${sentence}` : [])),
    ...(slack ? [`The Slack workspace ${slack.teamName}: connect it under Settings, App integrations`] : []),
    'Open connections, pending requests, logs of commands and connections, and session recordings',
  ];
}
