import type { Json, Team, World } from '../world';

/** The properties that every interaction payload has. */
export function payloadBase(world: World, team: Team, userId: string): Json {
  const user = team.users.get(userId);
  const name = user?.name ?? userId;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: userId, username: name, name, team_id: user?.teamId ?? team.id },
    api_app_id: world.app.appId,
    token: 'local-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Shows a person a note about a failure. */
export function note(world: World, team: Team, userId: string, text: string, clientId?: string): void {
  for (const listener of world.listeners) listener({ type: 'note', teamId: team.id, userId, clientId, text });
}
