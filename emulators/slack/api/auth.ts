import { endInstallation } from '../installations';
import { flag, required } from './args';
import type { Methods } from './method';
import { refuse } from './refusal';

/** `auth.*`, `apps.uninstall` and `team.info`. */
export const authMethods: Methods = {
  'auth.test': {
    run: ({ world, team, bot }) => ({
      url: `${world.url}/`,
      team: team.name,
      user: world.app.botName,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    }),
  },
  'auth.revoke': {
    run: ({ world, team, token, args }) => {
      if (flag(args, 'test')) return { revoked: false };
      // With token rotation, only this token ends.
      if (world.app.tokenRotation) world.tokens.set(token, { teamId: team.id, dead: 'token_revoked' });
      else endInstallation(world, team, 'token_revoked');
      return { revoked: true };
    },
  },
  'apps.uninstall': {
    run: ({ world, team, args }) => {
      if (required(args, 'client_id') !== world.app.clientId) refuse('invalid_client_id');
      if (required(args, 'client_secret') !== world.app.clientSecret) refuse('bad_client_secret');
      endInstallation(world, team, 'account_inactive');
      return {};
    },
  },
  'team.info': {
    needs: ['team:read'],
    run: ({ world, team, args }) => {
      if (args.team && args.team !== team.id) refuse('team_not_found');
      return {
        team: {
          id: team.id,
          name: team.name,
          domain: team.domain,
          url: `${world.url}/`,
          email_domain: '',
          icon: { image_default: true },
        },
      };
    },
  },
};
