import { findWriters, sealEvents } from '@/lib/db/audit/sealing';

const batch = 500;
/** Each call of the database reads what is sealed above the given id, so the first ones of a process do more at once. */
const firstBatch = 10_000;

type Position = Awaited<ReturnType<typeof findWriters>>;

/**
 * Returns the function that seals what is not sealed yet, and returns how many events that were. It remembers up to which
 * id every event is sealed, so that it doesn't read the whole log each time: an id is passed once each transaction that
 * could still commit an event with it has ended. Without that memory the first call reads the whole log, so what an outage
 * left is sealed too. Several processes can call theirs at the same time.
 */
export function newSealer(): () => Promise<number> {
  let passed = '0';
  let watched: Position | null = null;
  return async () => {
    const position = await findWriters();
    const total = await sealAll(passed);
    if (total === null) return 0;
    if (position.writers.length === 0) {
      passed = position.lastId;
      watched = null;
    } else if (watched && haveEnded(watched, position)) {
      passed = watched.lastId;
      watched = position;
    } else {
      watched ??= position;
    }
    return total;
  };
}

/** Null when another process seals. */
async function sealAll(above: string): Promise<number | null> {
  const most = above === '0' ? firstBatch : batch;
  for (let total = 0; ; ) {
    const sealed = await sealEvents(above, most);
    if (sealed === null) return null;
    total += sealed;
    if (sealed < most) return total;
  }
}

function haveEnded(watched: Position, now: Position): boolean {
  return watched.writers.every((writer) => !now.writers.includes(writer));
}
