import type { TermsChange } from '@/lib/core/policy/policy-effect';
import { formatDuration } from './duration';
import { formatList } from './policy';

/** What people gain by other terms: `1 person gets root on 4 targets without approval, for 4 hours instead of 1 hour.` */
export function describeTermsGain(change: TermsChange): string {
  const { approval, duration } = change;
  const period = duration ? periodOf(duration) : '';
  return approval
    ? `${whoOf(change, 'gets', 'get')} ${accessOf(change)} without approval${period && `,${period}`}.`
    : `${whoOf(change, 'gets', 'get')} ${accessOf(change)}${period}.`;
}

/** What people lose by other terms: `2 people need approval for root on 4 targets.` */
export function describeTermsLoss(change: TermsChange): string {
  const { approval, duration } = change;
  const period = duration ? periodOf(duration) : '';
  return approval
    ? `${whoOf(change, 'needs', 'need')} approval for ${accessOf(change)}${period && `, and ${change.people === 1 ? 'gets' : 'get'} it${period}`}.`
    : `${whoOf(change, 'gets', 'get')} ${accessOf(change)}${period}.`;
}

function whoOf({ people }: TermsChange, one: string, many: string): string {
  return people === 1 ? `1 person ${one}` : `${people} people ${many}`;
}

function accessOf({ targets, targetUsers }: TermsChange): string {
  const where = targets === 1 ? '1 target' : `${targets} targets`;
  return targetUsers.length > 0 ? `${formatList(targetUsers)} on ${where}` : `access to ${where}`;
}

function periodOf({ from, to }: { from: number; to: number }): string {
  return ` for ${formatDuration(to)} instead of ${formatDuration(from)}`;
}
