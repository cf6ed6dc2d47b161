import { randomBytes } from 'node:crypto';
import type { Trigger, World } from './world';

/** A new id that begins with Slack's letter for its type, such as `C0LOCAL00A`. */
export function newId(world: World, letter: string): string {
  world.counter += 1;
  return `${letter}0LOCAL${world.counter.toString(36).toUpperCase().padStart(4, '0')}`;
}

/** A message timestamp. Unique and increasing. */
export function newTs(world: World): string {
  const now = Date.now() * 1000;
  world.lastTs = Math.max(now, world.lastTs + 1);
  return `${Math.floor(world.lastTs / 1_000_000)}.${String(world.lastTs % 1_000_000).padStart(6, '0')}`;
}

/** Random text for tokens, codes and response URLs. */
export function newSecret(bytes = 18): string {
  return randomBytes(bytes).toString('hex');
}

/** A view hash, `seconds.word`. Changes with every version of the view. */
export function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}

/** A trigger that opens one modal and expires soon. */
export function newTrigger(world: World, teamId: string, userId: string, clientId?: string): Trigger {
  const trigger = {
    id: `${newTs(world)}.${newSecret(12)}`,
    teamId,
    userId,
    clientId,
    expires: Date.now() + world.timing.triggerMs,
    used: false,
  };
  world.triggers.set(trigger.id, trigger);
  return trigger;
}

/** A URL that accepts responses to a command or a click. */
export function newResponseUrl(
  world: World,
  at: { teamId: string; userId: string; channelId: string; messageTs?: string },
): string {
  const key = `${at.teamId}/${newSecret()}`;
  world.responseUrls.set(key, {
    teamId: at.teamId,
    userId: at.userId,
    channelId: at.channelId,
    messageTs: at.messageTs,
    uses: 0,
    expires: Date.now() + world.timing.responseUrlMs,
  });
  return `${world.url}/response/${key}`;
}
