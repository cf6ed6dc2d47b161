'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardSection } from '@/components/ui/card';
import { describedBy, FieldError } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { useForm } from '@/components/ui/use-form';
import { formatDuration } from '@/lib/core/text/duration';
import { updateOrganizationAction } from '@/lib/web/actions/organization';

type Settings = {
  selfApproval: boolean;
  reviewOldGroups: boolean;
  deviceLogin: boolean;
  lapseMinutes: number;
  reminderMinutes: number;
};
type Name = { name: string; value: string; about: string };

const timeouts = [60, 240, 480, 1440, 4320, 10_080];
const reminders = [0, 15, 30, 60, 120, 240, 480];

/** The organization's rules for decisions, and read-only names. */
export function OrganizationForm({ initial, names }: { initial: Settings; names: readonly Name[] }) {
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState(initial);
  const form = useForm<null>(() => setSaved(draft));
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  function submit() {
    form.send(() => updateOrganizationAction(draft));
  }
  const minutes = (name: 'lapseMinutes' | 'reminderMinutes', choices: readonly number[]) => (
    <>
      <div className="mt-2 max-w-60">
        <Select
          id={name}
          aria-describedby={describedBy(name, { hint: true, error: form.errorAt(name) })}
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: Number(event.target.value) })}
        >
          {[...new Set([...choices, initial[name]])]
            .sort((a, b) => a - b)
            .map((choice) => (
              <option key={choice} value={choice}>
                {choice === 0 ? 'Never' : formatDuration(choice)}
              </option>
            ))}
        </Select>
      </div>
      <FieldError id={`${name}-error`} message={form.errorAt(name)} />
    </>
  );
  return (
    <div className="flex flex-col gap-4">
      <Form onSubmit={submit} keptAs="organization" saves={form.saves}>
        <Card label="Request approval">
          {form.failure && (
            <div className="px-5 py-4">
              <Notice tone="bad" live>
                {form.failure.message}
              </Notice>
            </div>
          )}
          <SettingSwitch
            label="Admins can approve their own requests"
            hint="When off, another admin must approve. Self-approvals are marked in the audit log."
            checked={draft.selfApproval}
            onChange={(selfApproval) => setDraft({ ...draft, selfApproval })}
          />
          <SettingSwitch
            label="Ask an admin when groups are older than 24 hours"
            hint="Applies where a policy approves automatically and lists only the person’s group. Signing in renews groups."
            checked={draft.reviewOldGroups}
            onChange={(reviewOldGroups) => setDraft({ ...draft, reviewOldGroups })}
          />
          <SettingSwitch
            label="People can sign in to zli with a code on another device"
            hint="For computers without a browser (zli login --device). When off, zli login needs a browser there."
            checked={draft.deviceLogin}
            onChange={(deviceLogin) => setDraft({ ...draft, deviceLogin })}
          />
          <div className="px-5 py-4">
            <label htmlFor="lapseMinutes" className="font-semibold">
              Pending requests time out after
            </label>
            <p id="lapseMinutes-hint" className="text-sm text-muted">
              Applies to new requests.
            </p>
            {minutes('lapseMinutes', timeouts)}
          </div>
          <div className="px-5 py-4">
            <label htmlFor="reminderMinutes" className="font-semibold">
              Remind admins after
            </label>
            <p id="reminderMinutes-hint" className="text-sm text-muted">
              Sends a Slack reminder, repeating at doubling intervals.
            </p>
            {minutes('reminderMinutes', reminders)}
          </div>
          <div className="flex flex-wrap justify-end gap-2 px-5 py-4">
            <Button disabled={!isDirty} onClick={() => setDraft(saved)}>
              Discard
            </Button>
            <Button type="submit" look="primary" busy={form.busy} disabled={!isDirty}>
              Save changes
            </Button>
          </div>
        </Card>
      </Form>
      <Card label="Names">
        <CardSection title="Names" hint="Read-only; set in your identity provider and Slack.">
          <dl className="mt-1.5 grid gap-x-4 gap-y-1 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
            {names.map(({ name, value, about }) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="min-w-0 break-words">
                  <b className="font-semibold">{value}</b> <span className="text-muted">{about}</span>
                </dd>
              </div>
            ))}
          </dl>
        </CardSection>
      </Card>
    </div>
  );
}

function SettingSwitch(props: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const hintId = useId();
  return (
    <div className="px-5 py-4">
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="mt-[3px] size-4 shrink-0 accent-accent"
          checked={props.checked}
          aria-describedby={hintId}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <span className="font-semibold">{props.label}</span>
      </label>
      <p id={hintId} className="pl-[1.65rem] text-sm text-muted">
        {props.hint}
      </p>
    </div>
  );
}
