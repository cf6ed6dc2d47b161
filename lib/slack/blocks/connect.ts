import type { KnownBlock } from '@slack/types';
import { browserAddress } from '@/lib/core/access/connection';
import type { RequestView } from '@/lib/core/access/request';
import { connectLine } from '@/lib/core/text/target';
import { installPage } from '@/lib/core/text/zli';
import { code, link } from '../mrkdwn';
import { section } from './elements';

type ConnectInput = Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>;

/** The connect command to copy, or the address of a web app. */
export function connectBlock(request: ConnectInput): KnownBlock {
  const url = urlOf(request);
  if (url) return section(`Open ${link(url, url)}\nor from a terminal\n${code(connectLine(request))}`);
  return section(`Connect with\n${code(connectLine(request))}`);
}

/** `connectBlock` as a sentence, for notifications and screen readers. */
export function connectSentence(request: ConnectInput): string {
  const url = urlOf(request);
  const line = code(connectLine(request), 1000);
  return url ? `Open ${link(url, url)}, or connect with ${line}.` : `Connect with ${line}.`;
}

/** The command or the address alone, where there is little room. */
export function connectInline(request: ConnectInput): string {
  const url = urlOf(request);
  return url ? link(url, url) : code(connectLine(request), 1500);
}

/** The link for those who have no zli yet, as small print beside a connect command. */
export function installLink(consoleUrl: string): string {
  return link(installPage(consoleUrl), 'First time? Install zli');
}

// Slack cuts a block off in the middle of a link: a longer address is left to zli.
const maxUrlLength = 500;

function urlOf({ target }: ConnectInput): string | null {
  const url = browserAddress(target)?.href;
  return url !== undefined && url.length <= maxUrlLength ? url : null;
}
