import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { AccessAnswer } from '@/lib/core/access/entitlement';
import { choicesOf, faultsOf, firstOffer, type Offer } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import type { TargetType } from '@/lib/core/target/target';
import { describeAccessAnswer } from '@/lib/core/text/access';

/** The error where access is needed and there is none: `no-access` or `user-not-allowed`, with what can be requested. */
export function noAccess(
  target: { id: string; name: string; type: TargetType },
  answer: Extract<AccessAnswer, { allowed: false }>,
  spec: AccessSpec,
  offers: readonly Offer[],
): AccessError {
  const reason =
    answer.denialReason === 'nothing'
      ? `You don't have access to ${target.name}.`
      : describeAccessAnswer(answer, target.name, spec);
  const about = { targetId: target.id };
  if (firstOffer(offers, target.type, spec)) {
    const details = { ...about, requestable: true };
    return new AccessError('no-access', `${reason} You can request it.`, { details });
  }
  if (answer.denialReason !== 'nothing') {
    const details = { ...about, allowedTargetUsers: answer.allowedTargetUsers };
    return new AccessError('user-not-allowed', reason, { details });
  }
  if (offers.length === 0) {
    const details = { ...about, requestable: false };
    return new AccessError('no-access', `${reason} Ask an admin to add you to a policy.`, { details });
  }
  const [fault] = faultsOf(offers, target.type, spec);
  const details = {
    ...about,
    ...(fault?.path === 'targetUser' && { allowedTargetUsers: choicesOf(offers).targetUsers }),
  };
  return new AccessError('user-not-allowed', `${reason} ${fault?.message}`, { details });
}
