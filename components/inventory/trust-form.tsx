'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { describedBy, Field, TextArea } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { trustTargetAction } from '@/lib/web/actions/targets';

type Props = {
  targetId: string;
  isServer: boolean;
  /** whether the target is one host; each machine of a dynamic server brings its own keys */
  hasIdentity: boolean;
  serverIdentity: string;
  sourceAddresses: string;
};

/** How zli verifies a target, and the addresses its certificates can be used from. */
export function TrustForm({ targetId, isServer, hasIdentity, ...initial }: Props) {
  const [draft, setDraft] = useState(initial);
  const [known, setKnown] = useState(initial.serverIdentity);
  // Verifying the host can store its keys: an unedited field then shows them.
  if (known !== initial.serverIdentity) {
    setKnown(initial.serverIdentity);
    if (draft.serverIdentity === known) setDraft({ ...draft, serverIdentity: initial.serverIdentity });
  }
  const form = useForm<unknown>(() => undefined);
  const { errorAt } = form;
  function submit() {
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
          form.clearErrors();
        }}
      />
    );
  }
  const identityHint = isServer
    ? 'Host keys, one per line, for example ssh-ed25519 AAAA…. The first verification of the host fills it in.'
    : 'The certificate of the CA that signed the server’s certificate, as PEM. Without it, zli cannot verify the server.';
  const identityLabel = isServer ? 'Save host key' : 'Save CA certificate';
  const saveLabel = hasIdentity ? identityLabel : 'Save addresses';
  return (
    <Form onSubmit={submit} keptAs="trust" saves={form.saves} className="flex flex-col gap-4">
      {form.failure && form.failure.faults.length === 0 && (
        <Notice tone="bad" live>
          {form.failure.message}
        </Notice>
      )}
      {hasIdentity && (
        <Field
          id="serverIdentity"
          label="Server identity"
          hint={identityHint}
          error={errorAt('serverIdentity')}
        >
          {area('serverIdentity', 3)}
        </Field>
      )}
      {isServer && (
        <Field
          id="sourceAddresses"
          label="Allowed source addresses"
          hint="CIDR blocks such as 10.0.0.0/8, one per line. Certificates are rejected from other addresses. Leave empty to allow any address."
          error={errorAt('sourceAddresses')}
        >
          {area('sourceAddresses', 2)}
        </Field>
      )}
      <div className="flex justify-end">
        <Button type="submit" busy={form.busy}>
          {saveLabel}
        </Button>
      </div>
    </Form>
  );
}
