import { type Check, describeCheck, type Verdict } from '@/lib/core/slack/diagnosis';
import { cut, link, say } from '@/lib/slack/mrkdwn';
import { context, header, section } from './elements';
import { longestText, type SlackMessageBody } from './message';

const signs: Record<Verdict, string> = {
  good: '✅',
  attention: '⚠️',
  bad: '❌',
  unknown: '❔',
};

/** The checks of the doctor, one line each with its cure, in the same words as in the console. */
export function diagnosis(
  checks: readonly Check[],
  { consoleUrl }: { consoleUrl: string },
): SlackMessageBody {
  const lines = checks.map(({ name, what, cure }) => `${name}: ${what}${cure ? ` ${cure}` : ''}`);
  return {
    text: cut(`${describeCheck(checks)} ${lines.join(' ')}`, longestText),
    blocks: [
      header(describeCheck(checks)),
      ...checks.map(({ name, verdict, what, cure }) =>
        section(`${signs[verdict]} *${name}*  ${say(what, 1200)}${cure ? `\n_${say(cure, 1200)}_` : ''}`),
      ),
      context(link(`${consoleUrl}/settings/integrations/slack`, 'Open the settings in the console')),
    ],
  };
}
