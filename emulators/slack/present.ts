import type { UserSeed } from './config';
import type { Channel, Json, Message, Team, World } from './world';

/** A user as `users.info` and `user_change` return it. The email address requires its scope. */
export function presentUser(world: World, team: Team, user: UserSeed, scopes: string[]): Json {
  const home = user.teamId ?? team.id;
  const tz = user.tz ?? 'Europe/London';
  const profile: Json = {
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    team: home,
    ...(scopes.includes('users:read.email') && user.email ? { email: user.email } : {}),
    ...(user.isBot ? { api_app_id: world.app.appId, bot_id: team.bot?.botId } : {}),
  };
  const common: Json = {
    id: user.id,
    team_id: home,
    name: user.name,
    deleted: user.deleted ?? false,
    profile,
  };
  // Slack omits these for deactivated users.
  if (user.deleted) return { ...common, is_bot: user.isBot ?? false, is_app_user: false, updated: 0 };
  return {
    ...common,
    real_name: user.realName,
    tz,
    tz_label: tz,
    tz_offset: zoneOffset(tz),
    is_admin: user.isAdmin ?? user.isOwner ?? false,
    is_owner: user.isOwner ?? false,
    is_primary_owner: false,
    is_restricted: user.isRestricted ?? user.isUltraRestricted ?? false,
    is_ultra_restricted: user.isUltraRestricted ?? false,
    is_bot: user.isBot ?? false,
    is_app_user: false,
    is_email_confirmed: user.emailConfirmed ?? !user.isBot,
    ...(user.workspaces
      ? { enterprise_user: { id: user.id, enterprise_id: 'E0LOCAL', teams: user.workspaces } }
      : home !== team.id && { is_stranger: true }),
    updated: 0,
  };
}

function zoneOffset(tz: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts()
    .find((part) => part.type === 'timeZoneName')?.value;
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3]) * 60);
}

/** A channel as `conversations.*` returns it to the bot. */
export function presentChannel(channel: Channel, botUserId: string): Json {
  const base = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_org_shared: false,
  };
  if (channel.kind === 'im')
    return { ...base, is_im: true, user: [...channel.members].find((id) => id !== botUserId) ?? botUserId };
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.isGeneral,
    is_member: channel.members.has(botUserId),
    is_shared: channel.shared === 'yes',
    is_ext_shared: channel.shared === 'yes',
    is_pending_ext_shared: channel.shared === 'offered',
    creator: channel.creator,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: channel.purpose, creator: '', last_set: 0 },
    num_members: channel.members.size,
  };
}

/** A message as the Web API and interaction payloads return it. */
export function presentMessage(world: World, team: Team, message: Message, withMetadata = false): Json {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team: team.id,
    text: message.text,
    ...(message.botId ? { bot_id: message.botId, app_id: world.app.appId } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}
