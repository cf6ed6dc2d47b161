import { newId } from './ids';
import { type Channel, changed, type Team, type World } from './world';

/** The direct message channel of these people, created if there is none. */
export function directChannel(
  world: World,
  team: Team,
  users: string[],
): { channel: Channel; isNew: boolean } {
  const wanted = [...new Set(users)].sort();
  const same = (channel: Channel) =>
    (channel.kind === 'im' || channel.kind === 'mpim') &&
    [...channel.members].sort().join() === wanted.join();
  const known = [...team.channels.values()].find(same);
  if (known) return { channel: known, isNew: false };
  const im = wanted.length <= 2;
  const name = im ? '' : `mpdm-${wanted.map((id) => team.users.get(id)?.name ?? id).join('--')}-1`;
  const channel = addChannel(world, team, {
    name,
    kind: im ? 'im' : 'mpim',
    creator: users[0] ?? '',
    members: wanted,
  });
  return { channel, isNew: true };
}

/** Creates a channel with members. */
export function addChannel(
  world: World,
  team: Team,
  given: { name: string; kind: Channel['kind']; creator: string; members: string[] },
): Channel {
  const channel: Channel = {
    id: newId(world, given.kind === 'im' ? 'D' : 'C'),
    name: given.name,
    kind: given.kind,
    isGeneral: false,
    creator: given.creator,
    created: Math.floor(Date.now() / 1000),
    archived: false,
    shared: 'no',
    topic: '',
    purpose: '',
    members: new Set(given.members),
    messages: [],
    read: new Map(),
  };
  team.channels.set(channel.id, channel);
  changed(world, team.id);
  return channel;
}
