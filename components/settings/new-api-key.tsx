'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { useForm } from '@/components/ui/use-form';
import type { CreatedApiKey } from '@/lib/tokens/create-api-key';
import { createApiKeyAction } from '@/lib/web/actions/tokens';

/** Creates an API key and shows its secret once. */
export function NewApiKey() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [created, setCreated] = useState<CreatedApiKey>();
  const close = () => {
    setOpen(false);
    if (created) router.refresh();
    setCreated(undefined);
  };
  return (
    <>
      <Button look="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Create API key
      </Button>
      {open &&
        (created ? (
          <Secret created={created} close={close} />
        ) : (
          <NewKeyForm done={setCreated} close={close} />
        ))}
    </>
  );
}

const roles = ['User', 'Admin', 'Registration'] as const;

function NewKeyForm({ done, close }: { done: (created: CreatedApiKey) => void; close: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('User');
  const [days, setDays] = useState('365');
  const form = useForm<CreatedApiKey>(done);
  const error = form.errorAt('name');
  function submit() {
    form.send(() => createApiKeyAction({ name, role, days: days === '' ? null : Number(days) }));
  }
  return (
    <Dialog title="New API key" description="For automation." onClose={close}>
      <Form onSubmit={submit} keptAs="key">
        <div className="flex flex-col gap-4 px-5 pt-3">
          {form.failure && !error && (
            <Notice tone="bad" live>
              {form.failure.message}
            </Notice>
          )}
          <Field id="key-name" label="Name" hint="The program that uses it." error={error}>
            <TextInput
              id="key-name"
              value={name}
              autoComplete="off"
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy('key-name', { hint: true, error: error })}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field
            id="key-role"
            label="Role"
            hint="Admin reads everything and changes what the API lets admins change. User reads what people without that role see. Registration lets servers register themselves, and nothing else."
          >
            <Select
              id="key-role"
              value={role}
              aria-describedby="key-role-hint"
              onChange={(event) => setRole(roles.find((each) => each === event.target.value) ?? 'User')}
            >
              {roles.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          </Field>
          <Field id="key-days" label="Expires" hint="Programs that use it are rejected from then on.">
            <Select
              id="key-days"
              value={days}
              aria-describedby="key-days-hint"
              onChange={(event) => setDays(event.target.value)}
            >
              <option value="30">After 30 days</option>
              <option value="90">After 90 days</option>
              <option value="365">After 1 year</option>
              <option value="">Never</option>
            </Select>
          </Field>
        </div>
        <DialogButtons>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy}>
            Create API key
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}

function Secret({ created, close }: { created: CreatedApiKey; close: () => void }) {
  return (
    <Dialog
      title={`API key ${created.name}`}
      description="Copy the secret now. You will not be able to see it again."
      onClose={close}
    >
      <div className="flex min-w-0 items-center gap-2 px-5 pt-4">
        <code className="min-w-0 grow rounded-lg border border-line bg-bg px-2.5 py-1 font-mono text-xs leading-5 break-all">
          {created.secret}
        </code>
        <CopyButton text={created.secret} what="the secret" />
      </div>
      <DialogButtons>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
