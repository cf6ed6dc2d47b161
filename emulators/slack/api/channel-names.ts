import type { Team } from '../world';
import { refuse } from './refusal';

/**
 * Validates a channel name as `conversations.create` and `conversations.rename` do. The names of archived channels
 * stay in use.
 */
export function acceptName(team: Team, name: string | undefined): string {
  if (!name) return refuse('invalid_name_required');
  if (name.length > 80) refuse('invalid_name_maxlength');
  if (/^[^\p{L}\p{N}]+$/u.test(name)) refuse('invalid_name_punctuation');
  if (/[^\p{Ll}\p{Lo}\p{N}_-]/u.test(name)) refuse('invalid_name_specials');
  const taken = [...team.channels.values()].some((channel) => channel.name === name);
  return taken ? refuse('name_taken') : name;
}
