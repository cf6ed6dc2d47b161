import type { KnownBlock } from '@slack/types';
import { webAddress } from '@/lib/core/access/connection';
import type { RequestView } from '@/lib/core/access/request';
import { isSupportedByZli } from '@/lib/core/target/target';
import { connectLine, formatVerb } from '@/lib/core/text/target';
import { code, link } from '@/lib/slack/mrkdwn';
import { section } from './elements';

type Use = Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>;

/** How access is used: the line that connects, to copy, or where a web app is opened. */
export function connectBlock(request: Use): KnownBlock {
  const address = addressOf(request);
  if (address)
    return section(`Open ${link(address, address)}\nor from a terminal\n${code(connectLine(request))}`);
  return section(
    isSupportedByZli(request.verb) ? `Connect with\n${code(connectLine(request))}` : sayNotCarried(request),
  );
}

/** The same in one sentence, as it is read aloud. */
export function showConnectLine(request: Use): string {
  const address = addressOf(request);
  if (!isSupportedByZli(request.verb)) return sayNotCarried(request);
  const line = code(connectLine(request), 1000);
  return address ? `Open ${link(address, address)}, or connect with ${line}.` : `Connect with ${line}.`;
}

/** The same where there is little room: the address, or the line. */
export function shortConnect(request: Use): string {
  const address = addressOf(request);
  if (address) return link(address, address);
  return isSupportedByZli(request.verb) ? code(connectLine(request), 1500) : sayNotCarried(request);
}

// An address longer than this is left to zli: Slack cuts a block off in the middle of a link.
const longestAddress = 500;

function addressOf({ target }: Use): string | null {
  const address = target.type === 'Web' ? webAddress(target)?.href : undefined;
  return address !== undefined && address.length <= longestAddress ? address : null;
}

function sayNotCarried({ verb }: Use): string {
  return `zli does not carry ${verb === null ? 'it' : formatVerb(verb)}: ask for Tunnel, and reach it through the tunnel.`;
}
