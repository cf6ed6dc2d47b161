import { scopes } from './scopes';

/** The command that everything begins with. */
export const command = '/bz-list-targets';

/** The events that the app subscribes to. */
export const events = ['app_home_opened', 'app_uninstalled', 'tokens_revoked', 'user_change'] as const;

/** Where Slack reaches us, below the public address. */
export const paths = {
  install: '/api/slack/install',
  redirect: '/api/slack/oauth_redirect',
  commands: '/api/slack/commands',
  interactions: '/api/slack/interactions',
  events: '/api/slack/events',
} as const;

const purpose =
  'Ask for access to servers, databases, Kubernetes clusters and web apps where you work. ' +
  'Type /bz-list-targets, say as whom and why; a policy approves at once or an admin decides. ' +
  'Access starts at the decision, ends by itself, and every step is logged.';

/** The manifest of the Slack app of an installation at a public address, as Slack's app page takes it. */
export function manifest(publicUrl: string) {
  const at = (path: string) => new URL(path, publicUrl).href;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'BastionZero JIT',
      description: 'Just-in-time access: ask, approve, log and expire in Slack',
      background_color: '#1f2937',
      long_description: purpose,
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'bastionzero-jit', always_online: true },
      slash_commands: [
        {
          command,
          url: at(paths.commands),
          description: 'List the targets you may request access to',
          usage_hint: '[words | help | doctor]',
          should_escape: false,
        },
      ],
    },
    oauth_config: {
      redirect_urls: [at(paths.redirect)],
      scopes: { bot: [...scopes] },
      pkce_enabled: false,
    },
    settings: {
      event_subscriptions: { request_url: at(paths.events), bot_events: [...events] },
      interactivity: {
        is_enabled: true,
        request_url: at(paths.interactions),
        message_menu_options_url: at(paths.interactions),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
