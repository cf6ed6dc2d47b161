import type { CommandPayload, InteractionPayload } from './payloads';
import type { SlackSender } from './slack-actor';

export function senderOfCommand(payload: CommandPayload): SlackSender {
  return {
    teamId: payload.team_id,
    slackUserId: payload.user_id,
    ...(payload.enterprise_id !== undefined && { enterpriseId: payload.enterprise_id }),
    ...(payload.api_app_id !== undefined && { appId: payload.api_app_id }),
  };
}

/**
 * The sender of an interaction. In a channel shared between workspaces, the view names the workspace that has the
 * app; the user's own can be another one, which `resolveSlackActor` refuses.
 */
export function senderOf(payload: InteractionPayload): SlackSender {
  return {
    teamId: payload.view?.app_installed_team_id ?? payload.team?.id ?? '',
    slackUserId: payload.user.id,
    ...(payload.enterprise !== undefined && { enterpriseId: payload.enterprise.id }),
    ...(payload.user.team_id !== undefined && { userTeamId: payload.user.team_id }),
    ...(payload.api_app_id !== undefined && { appId: payload.api_app_id }),
  };
}
