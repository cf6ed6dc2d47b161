import type { KnownBlock } from '@slack/types';
import { webAddress } from '@/lib/core/access/connection';
import type { RequestView } from '@/lib/core/access/request';
import { isCarried } from '@/lib/core/target/target';
import { connectLine, formatVerb } from '@/lib/core/text/target';
import { code, link } from '../mrkdwn';
import { section } from './elements';

type ConnectInput = Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>;

/** How access is used: the line that connects, to copy, or where a web app is opened. */
export function connectBlock(request: ConnectInput): KnownBlock {
  const url = urlOf(request);
  if (url) return section(`Open ${link(url, url)}\nor from a terminal\n${code(connectLine(request))}`);
  return section(
    isCarried(request.verb) ? `Connect with\n${code(connectLine(request))}` : describeUnsupported(request),
  );
}

/** The same in one sentence, as it is read aloud. */
export function connectSentence(request: ConnectInput): string {
  const url = urlOf(request);
  if (!isCarried(request.verb)) return describeUnsupported(request);
  const line = code(connectLine(request), 1000);
  return url ? `Open ${link(url, url)}, or connect with ${line}.` : `Connect with ${line}.`;
}

/** The same where there is little room: the address, or the line. */
export function connectInline(request: ConnectInput): string {
  const url = urlOf(request);
  if (url) return link(url, url);
  return isCarried(request.verb) ? code(connectLine(request), 1500) : describeUnsupported(request);
}

// An address longer than this is left to zli: Slack cuts a block off in the middle of a link.
const maxUrlLength = 500;

function urlOf({ target }: ConnectInput): string | null {
  const url = target.type === 'Web' ? webAddress(target)?.href : undefined;
  return url !== undefined && url.length <= maxUrlLength ? url : null;
}

function describeUnsupported({ verb }: ConnectInput): string {
  return `zli does not carry ${verb === null ? 'it' : formatVerb(verb)}: ask for Tunnel, and reach it through the tunnel.`;
}
