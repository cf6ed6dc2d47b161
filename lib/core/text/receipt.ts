import type { Evaluation, LaterRule, NearMiss, Receipt } from '@/lib/core/access/receipt';
import { formatDuration } from './duration';

/** A receipt as sentences, the same in the console, in Slack and in the log. */
export type ReceiptText = {
  /** which rule decided, what it allows, and who could approve */
  decided: readonly string[];
  /** which rules also cover the request, and why they come later */
  later: readonly string[];
  /** which policies almost cover the request, and what they lack */
  nearly: readonly string[];
};

/** Explains the outcome of a request: by the evaluation at its approval, otherwise by the one when it was made. */
export function describeReceipt({ asked, approved }: Receipt): ReceiptText {
  const evaluation = approved ?? asked;
  const changed = approved !== null && describeRule(approved) !== describeRule(asked);
  return {
    decided: [
      ...(changed
        ? [`When requested, ${describeRule(asked)}.`, `At approval, ${describeRule(approved)}.`]
        : [`${capitalize(describeRule(evaluation))}.`]),
      describeApproval(asked),
    ],
    later: evaluation.later.map(describeLaterRule),
    nearly: evaluation.nearly.filter(isForTarget).map(describeNearMiss),
  };
}

/** Receipts of earlier versions also list policies for other targets. */
function isForTarget({ why }: NearMiss): boolean {
  return why !== 'target-not-covered' && why !== 'no-children';
}

function describeRule({ rule }: Evaluation): string {
  return `policy ${rule.policy} (version ${rule.version}) covers it, through ${rule.child}, for ${formatDuration(rule.duration)}`;
}

function describeApproval({ rule, deciders }: Evaluation): string {
  if (rule.automatic || deciders === null) return 'It is approved automatically.';
  const { count, some } = deciders;
  if (count === 0) return 'It needs admin approval, but no admin could decide.';
  const more = count > some.length ? ` and ${count - some.length} more` : '';
  return `It needs admin approval. ${some.join(', ')}${more} could decide.`;
}

function describeLaterRule(rule: LaterRule): string {
  const reason = {
    automatic: 'automatic approval takes precedence',
    shorter: `its duration of ${formatDuration(rule.duration)} is longer, and the shorter one takes precedence`,
    older: 'the older policy takes precedence',
    stays: 'the policy that the request was made under stays in effect',
  }[rule.because];
  return `Policy ${rule.policy} (version ${rule.version}) also covers it, through ${rule.child}, but ${reason}.`;
}

/** What a policy lacks to cover the request, as a sentence. */
export function describeNearMiss(miss: NearMiss): string {
  const child = miss.child === null ? '' : `, through ${miss.child},`;
  return `Policy ${miss.policy} (version ${miss.version})${child} ${describeMiss(miss)}.`;
}

function describeMiss({ why, gives }: NearMiss): string {
  const list = gives.join(', ');
  switch (why) {
    case 'not-a-subject':
      return list ? `applies to ${list}` : 'applies to other people';
    case 'target-user':
      return list ? `allows only ${list}` : 'allows no target user';
    case 'target-groups':
      return list ? `allows only the groups ${list}` : 'allows no groups';
    case 'verb':
      return list ? `allows only ${list}` : 'allows no action';
    case 'policy-expired':
    case 'child-expired':
      return `expired on ${(gives[0] ?? 'an earlier day').slice(0, 10)}`;
    case 'target-not-covered':
      return 'does not cover this target';
    case 'no-children':
      return 'includes no access policies';
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
