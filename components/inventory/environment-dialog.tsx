'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button-class';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { describedBy, Field, TextArea, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { registerEnvironmentAction, updateEnvironmentAction } from '@/lib/web/actions/environments';

type Environment = { id: string; name: string; description: string };
type Props = { environment?: Environment; look?: ButtonLook; label?: string; children: ReactNode };

/** Creates an environment, or edits its name and description. */
export function EnvironmentDialog({ environment, look = 'plain', label, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} aria-label={label} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </Button>
      {open && <EnvironmentForm {...(environment && { environment })} onClose={() => setOpen(false)} />}
    </>
  );
}

type FormProps = {
  environment?: Environment;
  onClose: () => void;
  /** gets the environment that the form created */
  onCreated?: (environment: { id: string; name: string }) => void;
};

/** The form of a new environment, or of one that exists, as a dialog. */
export function EnvironmentForm({ environment, onClose, onCreated }: FormProps) {
  const [name, setName] = useState(environment?.name ?? '');
  const [description, setDescription] = useState(environment?.description ?? '');
  const form = useForm<{ id: string } | null>((created) => {
    if (created) onCreated?.({ id: created.id, name: name.trim() });
    onClose();
  });
  const nameError = form.errorAt('name');
  function submit() {
    const input = { name, description };
    form.send(() =>
      environment
        ? updateEnvironmentAction({ ...input, environmentId: environment.id })
        : registerEnvironmentAction(input),
    );
  }
  return (
    <Dialog
      title={environment ? `Edit ${environment.name}` : 'New environment'}
      description="A named set of targets. A policy can cover all of them."
      onClose={onClose}
    >
      <Form onSubmit={submit} keptAs={`environment ${environment?.id ?? ''}`}>
        <div className="flex flex-col gap-4 px-5 pt-3">
          {form.failure && !nameError && (
            <Notice tone="bad" live>
              {form.failure.message}
            </Notice>
          )}
          <Field id="environment-name" label="Name" error={nameError}>
            <TextInput
              id="environment-name"
              value={name}
              autoComplete="off"
              aria-invalid={nameError ? true : undefined}
              aria-describedby={describedBy('environment-name', { error: nameError })}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field id="environment-description" label="Description" error={form.errorAt('description')}>
            <TextArea
              id="environment-description"
              rows={2}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          </Field>
        </div>
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy}>
            {environment ? 'Save changes' : 'Create environment'}
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
