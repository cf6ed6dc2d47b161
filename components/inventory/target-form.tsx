'use client';

import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { useForm } from '@/components/ui/use-form';
import type { TargetType } from '@/lib/core/target/target';
import { registerTargetAction, updateTargetAction } from '@/lib/web/actions/targets';
import { typeNames } from '@/lib/web/filters/inventory-filter';
import { EnvironmentForm } from './environment-dialog';
import { type ChosenServer, ServerSelect } from './server-select';
import { type TunnelDraft, TunnelFields } from './tunnel-fields';

/** The values of the form's fields. */
type TargetDraft = {
  name: string;
  type: TargetType;
  environmentId: string;
  os: 'Linux' | 'Windows';
  host: string;
  port: string;
  databaseType: string;
  tunnel: TunnelDraft;
  /** of databases and web apps */
  proxy: ChosenServer | null;
};

type Props = {
  /** null: registers a new target */
  targetId: string | null;
  initial: TargetDraft;
  environments: readonly { id: string; name: string }[];
};

/** Registers or edits a target. */
export function TargetForm({ targetId, initial, environments }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const [created, setCreated] = useState<Props['environments']>([]);
  const [isCreating, setCreating] = useState(false);
  // A saved target stays on its page. A new one has to be set up first.
  const form = useForm<{ id: string } | null>((registered) => {
    setSaved(draft);
    if (registered) router.push(`/inventory/targets/${registered.id}/set-up`);
  });
  const { errorAt } = form;
  // The page's own list has it too, once its data are fresh.
  const isNew = ({ id }: { id: string }) => !environments.some((environment) => environment.id === id);
  function change(part: Partial<TargetDraft>) {
    setDraft({ ...draft, ...part });
    form.clearErrors();
  }
  function submit() {
    const { tunnel, proxy, ...fields } = draft;
    const input = {
      ...fields,
      os: fields.type === 'Bzero' ? fields.os : null,
      port: portOf(fields.port),
      tunnelWay: tunnel.way || null,
      jumpTargetId: tunnel.jump?.id ?? null,
      rdpPort: portOf(tunnel.rdpPort),
      sqlServerPort: portOf(tunnel.sqlServerPort),
      proxyTargetId: proxy?.id ?? null,
    };
    form.send(() => (targetId ? updateTargetAction({ ...input, targetId }) : registerTargetAction(input)));
  }
  const field = (id: keyof TargetDraft, hint = false) => ({
    id,
    'aria-invalid': errorAt(id) ? true : undefined,
    'aria-describedby': describedBy(id, { hint, error: errorAt(id) }),
  });
  const text = (id: 'name' | 'host' | 'port' | 'databaseType', hint = false) => (
    <TextInput
      {...field(id, hint)}
      value={draft[id]}
      autoComplete="off"
      spellCheck={false}
      {...(id === 'port' && { inputMode: 'numeric' as const })}
      onChange={(event) => change({ [id]: event.target.value })}
    />
  );
  return (
    <>
      <Form
        onSubmit={submit}
        keptAs="target"
        saves={form.saves}
        className="max-w-2xl rounded-xl border border-line bg-panel p-5 shadow-card"
      >
        {form.failure && (
          <div className="mb-4">
            <Notice tone="bad" live>
              {form.failure.message}
            </Notice>
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="name" label="Name" hint="Must be unique in its environment." error={errorAt('name')}>
            {text('name', true)}
          </Field>
          <Field
            id="environmentId"
            label="Environment"
            hint="A policy can cover all targets of an environment."
            error={errorAt('environmentId')}
          >
            <Select
              {...field('environmentId', true)}
              value={draft.environmentId}
              onChange={(event) => change({ environmentId: event.target.value })}
            >
              <option value="">Choose one</option>
              {[...environments, ...created.filter(isNew)].map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Button look="quiet" aria-haspopup="dialog" onClick={() => setCreating(true)}>
              <Plus aria-hidden size={15} />
              New environment
            </Button>
          </Field>
          <Field
            id="type"
            label="Type"
            hint={targetId ? 'Type cannot be changed.' : 'Cannot be changed later.'}
            error={errorAt('type')}
          >
            <Select
              {...field('type', true)}
              value={draft.type}
              disabled={targetId !== null}
              onChange={(event) => change({ type: event.target.value as TargetType })}
            >
              {Object.entries(typeNames).map(([type, name]) => (
                <option key={type} value={type}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          {draft.type === 'Bzero' && (
            <Field
              id="os"
              label="Operating system"
              hint="Shown to people who request access."
              error={errorAt('os')}
            >
              <Select
                {...field('os', true)}
                value={draft.os}
                onChange={(event) => change({ os: event.target.value === 'Windows' ? 'Windows' : 'Linux' })}
              >
                <option>Linux</option>
                <option>Windows</option>
              </Select>
            </Field>
          )}
          {draft.type === 'Db' && (
            <Field
              id="databaseType"
              label="Database type"
              hint="For example Postgres, MySQL or MariaDB."
              error={errorAt('databaseType')}
            >
              {text('databaseType', true)}
            </Field>
          )}
          <Field id="host" label="Host" hint="Optional. Host name or IP address." error={errorAt('host')}>
            {text('host', true)}
          </Field>
          <Field
            id="port"
            label="Port"
            hint={draft.type === 'Bzero' ? 'Optional. Its SSH port, 22 by default.' : 'Optional. 1 to 65535.'}
            error={errorAt('port')}
          >
            {text('port', true)}
          </Field>
        </div>
        {draft.type === 'Bzero' && (
          <TunnelFields tunnel={draft.tunnel} onChange={(tunnel) => change({ tunnel })} errorAt={errorAt} />
        )}
        {(draft.type === 'Db' || draft.type === 'Web') && (
          <div className="mt-4 border-t border-line pt-4">
            <ServerSelect
              id="proxyTargetId"
              hint="Optional. zli goes through it, and the host above is what this server calls it. After a change, run the set-up script of the server again."
              error={errorAt('proxyTargetId')}
              server={draft.proxy}
              onChange={(proxy) => change({ proxy })}
            />
          </div>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Link
            href={targetId ? `/inventory/targets/${targetId}` : '/inventory/targets'}
            className={buttonClass()}
          >
            Cancel
          </Link>
          <Button
            type="submit"
            look="primary"
            busy={form.busy}
            disabled={targetId !== null && draft === saved}
          >
            {targetId ? 'Save changes' : 'Register target'}
          </Button>
        </div>
      </Form>
      {isCreating && (
        <EnvironmentForm
          onClose={() => setCreating(false)}
          onCreated={(environment) => {
            setCreated([...created, environment]);
            change({ environmentId: environment.id });
          }}
        />
      )}
    </>
  );
}

/** The form sends what is not a number as it is, so that the field shows the error. */
function portOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
