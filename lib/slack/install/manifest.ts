import { scopes } from './scopes';

export const command = '/bz-list-targets';

export const events = ['app_home_opened', 'app_uninstalled', 'tokens_revoked', 'user_change'] as const;

/** Paths that Slack calls, below the public address. */
export const paths = {
  install: '/api/slack/install',
  redirect: '/api/slack/oauth_redirect',
  commands: '/api/slack/commands',
  interactions: '/api/slack/interactions',
  events: '/api/slack/events',
} as const;

const purpose =
  'Request access to servers, databases, Kubernetes clusters and web apps where you work. ' +
  'Type /bz-list-targets, choose an account and an action, and give a reason. A policy approves automatically, or an ' +
  'admin decides. Access starts on approval and expires automatically, and every step is logged.';

/** The manifest of the Slack app for a console at a public address, as Slack's app page takes it. */
export function manifest(publicUrl: string) {
  const at = (path: string) => new URL(path, publicUrl).href;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'BastionZero JIT',
      description: 'Just-in-time access: request, approve, log and expire in Slack',
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
          description: 'List the targets you can request access to',
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
