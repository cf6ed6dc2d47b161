'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { describedBy, Field, TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { trustTargetAction } from '@/lib/web/actions/targets';

type Props = { targetId: string; isServer: boolean; serverIdentity: string; sourceAddresses: string };

/** By what a target is known, and from where its certificates may be used. */
export function TrustForm({ targetId, isServer, ...initial }: Props) {
  const [draft, setDraft] = useState(initial);
  const [known, setKnown] = useState(initial.serverIdentity);
  // Verifying the host may have learned its keys meanwhile: what was not touched here follows.
  if (known !== initial.serverIdentity) {
    setKnown(initial.serverIdentity);
    if (draft.serverIdentity === known) setDraft({ ...draft, serverIdentity: initial.serverIdentity });
  }
  const form = useForm<unknown>(() => undefined);
  const { errorAt } = form;
  function submit(event: FormEvent) {
    event.preventDefault();
    form.send(() => trustTargetAction({ targetId, ...draft }));
  }
  function area(id: keyof typeof initial, rows: number) {
    return (
      <TextArea
        id={id}
        rows={rows}
        value={draft[id]}
        spellCheck={false}
        className="font-mono text-xs"
        aria-invalid={errorAt(id) ? true : undefined}
        aria-describedby={describedBy(id, { hint: true, error: errorAt(id) })}
        onChange={(event) => {
          setDraft({ ...draft, [id]: event.target.value });
          form.forgive();
        }}
      />
    );
  }
  const identityHint = isServer
    ? 'Host keys, one a line, like ssh-ed25519 AAAA…. Verifying the host fills it in the first time.'
    : 'The certificate of the CA that signed the server’s own, as PEM. Without it zli can’t tell it from an impostor.';
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {form.failure && form.failure.faults.length === 0 && (
        <Notice tone="bad" live>
          {form.failure.message}
        </Notice>
      )}
      <Field
        id="serverIdentity"
        label="Server identity"
        hint={identityHint}
        error={errorAt('serverIdentity')}
      >
        {area('serverIdentity', 3)}
      </Field>
      {isServer && (
        <Field
          id="sourceAddresses"
          label="Only from these addresses"
          hint="Blocks like 10.0.0.0/8, one a line. Certificates are refused from elsewhere; empty is from anywhere."
          error={errorAt('sourceAddresses')}
        >
          {area('sourceAddresses', 2)}
        </Field>
      )}
      <div className="flex justify-end">
        <Button type="submit" busy={form.busy}>
          Keep this
        </Button>
      </div>
    </form>
  );
}
