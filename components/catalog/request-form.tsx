'use client';

import { Clock, Zap } from 'lucide-react';
import Link from 'next/link';
import { startTransition, useId, useState, useTransition } from 'react';
import { looksLikeSecret, NoSecretBox } from '@/components/requests/no-secret-box';
import { rescueFocus } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { DialogButtons } from '@/components/ui/dialog';
import { Field, TextArea } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { RequestForm as FormContent } from '@/lib/access/get-request-form';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import {
  choicesOf,
  durationsUpTo,
  faultsOf,
  firstOffer,
  needsGroups,
  type Offer,
} from '@/lib/core/access/offer';
import { hasTargetUsers, hasVerbs } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import type { Failure } from '@/lib/web/action-result';
import { submitRequestAction } from '@/lib/web/actions/requests';
import { callFailure } from '@/lib/web/call-failure';
import { GroupChoice } from './group-choice';

type Props = {
  form: FormContent;
  /** the access to begin with, when it is requested again */
  again?: AccessSpec | undefined;
  onClose: () => void;
};

/** Target user, target groups, action, duration and reason; shows how the current choice is approved. */
export function RequestForm({ form, again, onClose }: Props) {
  const { target, offers, open } = form;
  const choices = choicesOf(offers);
  const only = <T,>(values: readonly T[]): T | null => (values.length === 1 ? (values[0] ?? null) : null);
  const id = useId();
  const [spec, setSpec] = useState<AccessSpec>(
    again ?? {
      targetUser: only(choices.targetUsers),
      targetGroups: choices.targetGroups.length === 1 ? choices.targetGroups : [],
      verb: only(choices.verbs),
    },
  );
  const [shorter, setShorter] = useState<number>();
  const [reason, setReason] = useState('');
  const [hasNoSecret, setHasNoSecret] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [busy, start] = useTransition();

  const isChosen =
    (spec.targetUser !== null || !hasTargetUsers(target.type)) &&
    (spec.verb !== null || !hasVerbs(target.type)) &&
    (spec.targetGroups.length > 0 || !needsGroups(offers, target.type));
  const offer = firstOffer(offers, target.type, spec);
  const durations = offer ? durationsUpTo(offer.duration) : [];
  // A choice that is longer than the current access allows counts no more.
  const duration = durations.find((minutes) => minutes === shorter) ?? durations[0];
  const faults = [...(failure?.faults ?? []), ...(isChosen ? faultsOf(offers, target.type, spec) : [])];
  const faultAt = (path: string) =>
    faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}[`))?.message;

  function choose(part: Partial<AccessSpec>) {
    setSpec({ ...spec, ...part });
    setFailure(undefined);
  }

  function submit() {
    const input = {
      targetId: target.id,
      ...spec,
      targetGroups: [...spec.targetGroups],
      reason,
      ...(duration !== undefined && duration !== offer?.duration && { duration }),
      reasonHasNoSecret: hasNoSecret,
    };
    start(async () => {
      const result = await submitRequestAction(input).catch(callFailure);
      startTransition(() => {
        if (!result.ok) return setFailure(result);
        toast('ok', result.message);
        onClose();
      });
      if (result.ok) rescueFocus();
    });
  }

  const control = (name: string, path: string) => ({
    id: `${id}${name}`,
    'aria-invalid': faultAt(path) ? true : undefined,
    'aria-describedby': faultAt(path) ? `${id}${name}-error` : undefined,
  });
  return (
    <Form onSubmit={submit} keptAs={`request ${target.id}`}>
      <div className="flex flex-col gap-4 px-5 pt-1">
        <p className="text-muted">
          {formatTargetType(target)} in {target.environment}
        </p>
        {open && (
          <Notice tone="warn">
            You already have an open request for this target. <OpenLink requestId={open.id} />
          </Notice>
        )}
        {hasTargetUsers(target.type) && (
          <Field id={`${id}user`} label="Target user" error={faultAt('targetUser')}>
            <Select
              {...control('user', 'targetUser')}
              value={spec.targetUser ?? ''}
              onChange={(event) => choose({ targetUser: event.target.value || null })}
            >
              <Choose values={choices.targetUsers} />
              {choices.targetUsers.map((user) => (
                <option key={user}>{user}</option>
              ))}
            </Select>
          </Field>
        )}
        {choices.targetGroups.length > 0 && (
          <Field id={`${id}group`} group label="Target group" error={faultAt('targetGroups')}>
            <GroupChoice
              id={`${id}group`}
              groups={choices.targetGroups}
              chosen={spec.targetGroups}
              onChange={(targetGroups) => choose({ targetGroups })}
            />
          </Field>
        )}
        {hasVerbs(target.type) && (
          <Field id={`${id}verb`} label="Policy action" error={faultAt('verb')}>
            <Select
              {...control('verb', 'verb')}
              value={spec.verb ?? ''}
              onChange={(event) =>
                choose({ verb: choices.verbs.find((verb) => verb === event.target.value) ?? null })
              }
            >
              <Choose values={choices.verbs} />
              {choices.verbs.map((verb) => (
                <option key={verb} value={verb}>
                  {formatVerb(verb)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {duration !== undefined && durations.length > 1 && (
          <Field id={`${id}duration`} label="Duration" error={faultAt('duration')}>
            <Select
              {...control('duration', 'duration')}
              value={duration}
              onChange={(event) => {
                setShorter(Number(event.target.value));
                setFailure(undefined);
              }}
            >
              {durations.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {formatDuration(minutes)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field id={`${id}reason`} label="Reason" error={faultAt('reason')}>
          <TextArea
            {...control('reason', 'reason')}
            rows={3}
            required
            placeholder="What you will do, and a ticket number if you have one"
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setHasNoSecret(false);
              setFailure(undefined);
            }}
          />
        </Field>
        {(hasNoSecret || looksLikeSecret(failure)) && (
          <NoSecretBox isChecked={hasNoSecret} onChange={setHasNoSecret} />
        )}
        <ApprovalText
          offer={offer && { ...offer, duration: duration ?? offer.duration }}
          isChosen={isChosen}
        />
        {failure && failure.faults.length === 0 && (
          <Notice tone="bad" live>
            {failure.message} {failure.requestId && <OpenLink requestId={failure.requestId} />}
          </Notice>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={busy}>
          Request
        </Button>
      </DialogButtons>
    </Form>
  );
}

function Choose({ values }: { values: readonly unknown[] }) {
  return values.length === 1 ? null : <option value="">Choose…</option>;
}

function OpenLink({ requestId }: { requestId: string }) {
  return (
    <Link href={`/requests/${requestId}`} className="font-semibold underline">
      View request
    </Link>
  );
}

/** How the request is approved with the current choice. */
function ApprovalText({ offer, isChosen }: { offer: Offer | null; isChosen: boolean }) {
  const automatic = offer?.automatic;
  const Icon = automatic ? Zap : Clock;
  return (
    <p role="status" className="flex min-h-[1.3125rem] items-start gap-2 text-muted">
      <Icon aria-hidden size={15} className="mt-[3px] shrink-0" />
      {offer && automatic && `Approved automatically for ${formatDuration(offer.duration)}.`}
      {offer && !automatic && `Needs approval. Access lasts ${formatDuration(offer.duration)} from approval.`}
      {!offer && (isChosen ? 'No policy allows this combination.' : 'Choose to see how it is approved.')}
    </p>
  );
}
