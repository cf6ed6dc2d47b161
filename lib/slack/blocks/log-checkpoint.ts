import { section } from './elements';
import type { SlackMessageBody } from './message';

/** One line for the log channel: a signed checkpoint of the audit log, complete, so that a copy of the channel proves it. */
export function logCheckpoint(checkpoint: string): SlackMessageBody {
  const seq = checkpoint.split(' ')[3];
  return {
    text: `Audit log checkpoint at event ${seq}: ${checkpoint}`,
    blocks: [section(`🔏 *Audit log checkpoint* at event ${seq}  ·  \`${checkpoint}\``)],
  };
}
