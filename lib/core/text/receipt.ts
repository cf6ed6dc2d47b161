import type { Evaluation, LaterRule, NearMiss, Receipt } from '@/lib/core/access/receipt';
import { formatDuration } from './duration';

/** A receipt for people: each line a sentence. The console, Slack and the log say it in the same words. */
export type ReceiptWords = {
  /** which rule, what it says, and who could decide */
  decided: readonly string[];
  /** what would have covered it too, and why it comes later */
  later: readonly string[];
  /** what nearly covered it, and what it missed */
  nearly: readonly string[];
};

/** Says why a request came out as it did: by the verdict at its approval, else by the one when it was asked. */
export function describeReceipt({ asked, approved }: Receipt): ReceiptWords {
  const verdict = approved ?? asked;
  const changed = approved !== null && describeRule(approved) !== describeRule(asked);
  return {
    decided: [
      ...(changed
        ? [`When it was asked, ${describeRule(asked)}.`, `At the approval, ${describeRule(approved)}.`]
        : []),
      ...(changed ? [] : [`${capital(describeRule(verdict))}.`]),
      sayApproval(asked),
    ],
    later: verdict.later.map(sayLater),
    nearly: verdict.nearly.map(describeNearMiss),
  };
}

function describeRule({ rule }: Evaluation): string {
  return `policy ${rule.policy} (version ${rule.version}) covers it, by ${rule.child}, for ${formatDuration(rule.duration)}`;
}

function sayApproval({ rule, deciders }: Evaluation): string {
  if (rule.automatic || deciders === null) return 'It approves at once: nobody was asked.';
  const { count, some } = deciders;
  if (count === 0) return 'It needs an admin, and nobody could decide it.';
  const more = count > some.length ? ` and ${count - some.length} more` : '';
  return `It needs an admin. ${some.join(', ')}${more} could decide.`;
}

function sayLater(rule: LaterRule): string {
  const why = {
    automatic: 'one that approves at once goes first',
    shorter: `its ${formatDuration(rule.duration)} are longer, and the shorter goes first`,
    older: 'of two alike the older goes first',
    stays: 'the one that it was asked by stays in charge',
  }[rule.because];
  return `Policy ${rule.policy} (version ${rule.version}) covers it too, by ${rule.child}: ${why}.`;
}

/** What a policy missed, as a sentence. */
function describeNearMiss(miss: NearMiss): string {
  const by = miss.child === null ? '' : `, by ${miss.child},`;
  return `Policy ${miss.policy} (version ${miss.version})${by} ${sayMiss(miss)}.`;
}

function sayMiss({ why, gives }: NearMiss): string {
  const list = gives.join(', ');
  switch (why) {
    case 'not-a-subject':
      return list ? `is for ${list}` : 'is for other people';
    case 'target-user':
      return list ? `gives ${list} only` : 'gives no target user';
    case 'target-groups':
      return list ? `gives the groups ${list} only` : 'gives no groups';
    case 'verb':
      return list ? `gives ${list} only` : 'gives no action';
    case 'policy-expired':
    case 'child-expired':
      return `ended on ${(gives[0] ?? 'an earlier day').slice(0, 10)}`;
    case 'target-not-covered':
      return 'does not cover this target';
    case 'no-children':
      return 'gives nothing';
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
