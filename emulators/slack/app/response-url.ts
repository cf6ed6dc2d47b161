import { Refusal } from '../api/refusal';
import { newTs } from '../ids';
import { changed, type Json, type World } from '../world';
import { answerContent, postAnswer } from './answer';

export type ResponseAnswer = { status: number; body: string };

/** Handles a POST to a response URL, which works five times until it expires. */
export function useResponseUrl(world: World, key: string, body: Json | undefined): ResponseAnswer {
  const record = world.responseUrls.get(key);
  if (!record) return refused(404, 'invalid_url');
  if (record.expires < Date.now()) return refused(404, 'expired_url');
  if (record.uses >= 5) return refused(404, 'used_url');
  const team = world.teams.get(record.teamId);
  const channel = team?.channels.get(record.channelId);
  if (!team || !channel) return refused(404, 'channel_not_found');
  if (!team.installation) return refused(404, 'no_active_hooks');
  if (!body) return refused(400, 'invalid_payload');
  record.uses += 1;
  const original = channel.messages.find((each) => each.ts === record.messageTs);
  try {
    if (body.delete_original === true) {
      // The response to a slash command has no original message to replace.
      if (!original) return refused(404, 'message_not_found');
      channel.messages.splice(channel.messages.indexOf(original), 1);
      changed(world, team.id);
      return { status: 200, body: 'ok' };
    }
    const content = answerContent(body);
    if (!content.text && !content.blocks && !content.attachments) return refused(400, 'no_text');
    if (body.replace_original === true && original) {
      delete original.blocks;
      delete original.attachments;
      Object.assign(original, content);
      if (!original.onlyFor && !content.blocks) original.edited = { user: original.user, ts: newTs(world) };
      changed(world, team.id);
    } else postAnswer(world, team, channel, record.userId, body);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (error instanceof Refusal) return refused(400, error.code);
    throw error;
  }
}

function refused(status: number, error: string): ResponseAnswer {
  return { status, body: JSON.stringify({ ok: false, error }) };
}
