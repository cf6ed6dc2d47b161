import type { AppConfig, TeamSeed } from './config';

/** Two workspaces with every type of user that the product must distinguish. */
export const demoTeams: TeamSeed[] = [
  {
    id: 'T0ACME',
    name: 'Acme',
    domain: 'acme',
    users: [
      {
        id: 'U0ADMIN',
        name: 'admin',
        realName: 'Admin',
        email: 'admin@acme.test',
        isAdmin: true,
        isOwner: true,
        tz: 'Europe/London',
      },
      {
        id: 'U0SECOND',
        name: 'second',
        realName: 'Second Admin',
        email: 'second@acme.test',
        isAdmin: true,
        tz: 'America/New_York',
      },
      {
        id: 'U0ENGINEER',
        name: 'engineer',
        realName: 'Engineer',
        email: 'engineer@acme.test',
        tz: 'Europe/Zurich',
      },
      { id: 'U0DBA', name: 'dba', realName: 'Database Admin', email: 'dba@acme.test', tz: 'Asia/Kolkata' },
      {
        id: 'U0SUPPORT',
        name: 'support',
        realName: 'Support',
        email: 'support@acme.test',
        tz: 'Europe/London',
      },
      {
        id: 'U0CONTRACTOR',
        name: 'contractor',
        realName: 'Contractor',
        email: 'contractor@acme.test',
        isRestricted: true,
      },
      {
        id: 'U0FORMER',
        name: 'former',
        realName: 'Former Employee',
        email: 'former@acme.test',
        deleted: true,
      },
      { id: 'U0VISITOR', name: 'visitor', realName: 'Visitor', email: 'visitor@elsewhere.test' },
      { id: 'U0BUILDBOT', name: 'buildbot', realName: 'Build Bot', isBot: true },
    ],
    channels: [
      {
        name: 'general',
        members: [
          'U0ADMIN',
          'U0SECOND',
          'U0ENGINEER',
          'U0DBA',
          'U0SUPPORT',
          'U0CONTRACTOR',
          'U0VISITOR',
          'U0BUILDBOT',
        ],
      },
      { name: 'incidents', members: ['U0ADMIN', 'U0SECOND', 'U0ENGINEER', 'U0DBA', 'U0SUPPORT'] },
      { name: 'platform-leads', isPrivate: true, members: ['U0ADMIN', 'U0SECOND'] },
    ],
  },
  {
    id: 'T0GLOBEX',
    name: 'Globex',
    domain: 'globex',
    users: [
      {
        id: 'U0GADMIN',
        name: 'globex-admin',
        realName: 'Globex Admin',
        email: 'admin@globex.test',
        isAdmin: true,
        isOwner: true,
      },
      { id: 'U0GMEMBER', name: 'admin', realName: 'Admin (from Acme)', email: 'admin@acme.test' },
    ],
    channels: [
      { name: 'general', members: ['U0GADMIN', 'U0GMEMBER'] },
      { name: 'incidents', members: ['U0GADMIN', 'U0GMEMBER'] },
      { name: 'operations', isPrivate: true, members: ['U0GADMIN'] },
    ],
  },
];

/** The configuration of the product at `appUrl` as an app of the local Slack. */
export function localApp(appUrl: string): AppConfig {
  return {
    appId: 'A0LOCALAPP',
    clientId: 'local-client',
    clientSecret: 'local-client-secret',
    signingSecret: 'local-signing-secret',
    name: 'BastionZero',
    botName: 'bastionzero',
    redirectUrls: [`${appUrl}/api/slack/oauth_redirect`],
    commands: [
      {
        command: '/bz-list-targets',
        url: `${appUrl}/api/slack/commands`,
        description: 'List the targets you can request access to',
        usageHint: '[words | help | doctor]',
      },
    ],
    interactionsUrl: `${appUrl}/api/slack/interactions`,
    optionsUrl: `${appUrl}/api/slack/interactions`,
    eventsUrl: `${appUrl}/api/slack/events`,
    events: ['app_uninstalled', 'tokens_revoked', 'user_change', 'app_home_opened'],
  };
}
