import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { RequestForm } from '@/lib/access/get-request-form';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { choicesOf, durationsUpTo, needsGroups, type Offer } from '@/lib/core/access/offer';
import { statusAt } from '@/lib/core/access/request';
import { hasTargetUsers, type Verb } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatVerb } from '@/lib/core/text/target';
import { fields, formData, type ListPlace, views } from '../ids';
import { escapeShort, escapeText } from '../mrkdwn';
import { connectBlock } from './connect';
import { actionRow, context, plain, section } from './elements';
import { noMentions } from './message';
import { cancelButton, endButton } from './request-buttons';
import { describeOffer, firstSpec, maxOptions, preselect, selectedOffer, toOption } from './request-options';
import { formatAccess } from './request-outcome';
import { decisionLine, describeTarget, formatRequestEscaped, toMrkdwn } from './request-text';
import { infoModal } from './result-modal';

/**
 * The request form with what policies offer; `spec` is the current selection, without it what the requester used last.
 * When the requester has an open request for the target, that is shown in place of the form (R3), with its buttons.
 * `list` is the list in Slack that the form was opened from.
 */
export function requestModal(
  form: RequestForm,
  { spec = firstSpec(form), list }: { spec?: AccessSpec; list?: ListPlace | undefined } = {},
): ModalView {
  const { target, offers } = form;
  const metadata = formData.encode({ targetId: target.id, ...(list && { list }) });
  if (form.open) return { ...openAlready(form, form.open), private_metadata: metadata };
  const { targetUsers, targetGroups, verbs } = choicesOf(offers);
  const isGroupNeeded = needsGroups(offers, target.type);
  const chosen: AccessSpec = {
    targetUser: preselect(targetUsers, spec.targetUser),
    targetGroups: isGroupNeeded && targetGroups.length === 1 ? targetGroups : spec.targetGroups,
    verb: verbs.find((verb) => verb === preselect(verbs, spec.verb)) ?? null,
  };
  const blocks: KnownBlock[] = [
    targetBlock(target, verbs),
    ...(hasTargetUsers(target.type) ? [targetUserField(targetUsers, chosen)] : []),
    ...(targetGroups.length > 0 ? [targetGroupsField(targetGroups, chosen, isGroupNeeded)] : []),
    ...(verbs.length > 1 ? [verbField(offers, chosen)] : []),
    ...durationField(selectedOffer(offers, target.type, chosen)),
    reasonField,
    { ...context(escapeText(describeOffer(offers, target.type, chosen))), block_id: 'decider' },
  ];
  return {
    type: 'modal',
    callback_id: views.submitRequest,
    private_metadata: metadata,
    title: plain('Request access', 24),
    submit: plain('Request', 24),
    close: plain('Cancel', 24),
    blocks,
  };
}

/** The target, and the action where there is only one. */
function targetBlock(target: RequestForm['target'], verbs: readonly Verb[] = []): KnownBlock {
  const [verb] = verbs;
  const action = verb && verbs.length === 1 ? `  ·  ${formatVerb(verb)}` : '';
  return section(`*${escapeShort(target.name, 1500)}*\n${describeTarget(target)}${action}`);
}

function targetUserField(targetUsers: readonly string[], { targetUser }: AccessSpec): InputBlock {
  const initial = targetUser === null ? {} : { initial_option: toOption(targetUser) };
  const common = {
    action_id: fields.targetUser,
    placeholder: plain('Select an account', 150),
    ...initial,
  };
  return {
    type: 'input',
    block_id: fields.targetUser,
    dispatch_action: true,
    label: plain('Target user', 2000),
    element:
      targetUsers.length > maxOptions
        ? { type: 'external_select', min_query_length: 0, ...common }
        : { type: 'static_select', options: targetUsers.map(toOption), ...common },
  };
}

function targetGroupsField(
  targetGroups: readonly string[],
  chosen: AccessSpec,
  isNeeded: boolean,
): InputBlock {
  const initial = chosen.targetGroups.filter((group) => targetGroups.includes(group)).slice(0, maxOptions);
  const common = {
    action_id: fields.targetGroups,
    placeholder: plain('Select groups', 150),
    ...(initial.length > 0 && { initial_options: initial.map(toOption) }),
  };
  return {
    type: 'input',
    block_id: fields.targetGroups,
    dispatch_action: true,
    ...(!isNeeded && { optional: true }),
    label: plain('Target group', 2000),
    element:
      targetGroups.length > maxOptions
        ? { type: 'multi_external_select', min_query_length: 0, ...common }
        : { type: 'multi_static_select', options: targetGroups.map(toOption), ...common },
  };
}

function verbField(offers: RequestForm['offers'], { verb }: AccessSpec): InputBlock {
  const option = (name: NonNullable<AccessSpec['verb']>) => ({
    text: plain(formatVerb(name), 75),
    value: name,
  });
  return {
    type: 'input',
    block_id: fields.verb,
    dispatch_action: true,
    label: plain('Policy action', 2000),
    element: {
      type: 'static_select',
      action_id: fields.verb,
      placeholder: plain('Select an action', 150),
      options: choicesOf(offers).verbs.map(option),
      ...(verb && { initial_option: option(verb) }),
    },
  };
}

/** How long, from the longest that is allowed; no field before that is known, and where there is one choice. */
function durationField(offer: Offer | null): InputBlock[] {
  const choices = offer ? durationsUpTo(offer.duration) : [];
  const [first, ...shorter] = choices.map((minutes) => ({
    text: plain(formatDuration(minutes), 75),
    value: String(minutes),
  }));
  if (!first || shorter.length === 0) return [];
  return [
    {
      type: 'input',
      block_id: `${fields.duration} ${first.value}`,
      label: plain('Duration', 2000),
      element: {
        type: 'static_select',
        action_id: fields.duration,
        options: [first, ...shorter],
        initial_option: first,
      },
    },
  ];
}

const reasonField: InputBlock = {
  type: 'input',
  block_id: fields.reason,
  label: plain('Reason', 2000),
  element: {
    type: 'plain_text_input',
    action_id: fields.reason,
    multiline: true,
    min_length: 1,
    max_length: 1000,
    placeholder: plain('What will you do, and why now?', 150),
  },
};

function openAlready({ target, now }: RequestForm, open: NonNullable<RequestForm['open']>): ModalView {
  const pending = statusAt(open, now) === 'Pending';
  const blocks: KnownBlock[] = pending
    ? [
        section(
          `*You already have a request:* ${formatRequestEscaped(open)}\n${toMrkdwn(decisionLine({ request: open, now, mentions: noMentions }))}`,
        ),
        context('To request something else, cancel this one first.'),
        actionRow(cancelButton(open)),
      ]
    : [
        section(`✅ *You already have access:* ${formatAccess(open)}`),
        connectBlock(open),
        context('To request something else, end this access first.'),
        actionRow(endButton(open)),
      ];
  return infoModal('Request access', [targetBlock(target), ...blocks]);
}
