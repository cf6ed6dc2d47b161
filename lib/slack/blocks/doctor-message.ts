import { type Check, type CheckStatus, summarizeChecks } from '@/lib/core/slack/diagnosis';
import { escapeShort, link, truncate } from '../mrkdwn';
import { context, header, section } from './elements';
import { maxTextLength, type SlackMessageBody } from './message';

const icons: Record<CheckStatus, string> = {
  good: '✅',
  attention: '⚠️',
  bad: '❌',
  unknown: '❔',
};

/** The checks of the integration, each with its remedy, in the same text as in the console. */
export function doctorMessage(
  checks: readonly Check[],
  { consoleUrl }: { consoleUrl: string },
): SlackMessageBody {
  const lines = checks.map(({ name, finding, remedy }) => `${name}: ${finding}${remedy ? ` ${remedy}` : ''}`);
  return {
    text: truncate(`${summarizeChecks(checks)} ${lines.join(' ')}`, maxTextLength),
    blocks: [
      header(summarizeChecks(checks)),
      ...checks.map(({ name, status, finding, remedy }) =>
        section(
          `${icons[status]} *${name}*  ${escapeShort(finding, 1200)}${remedy ? `\n_${escapeShort(remedy, 1200)}_` : ''}`,
        ),
      ),
      context(link(`${consoleUrl}/settings/integrations/slack`, 'Open the Slack settings')),
    ],
  };
}
