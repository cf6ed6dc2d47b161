import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { TunnelWay } from '@/lib/core/target/tunnel';
import { type ChosenServer, ServerSelect } from './server-select';

/** How RDP and SQL Server of a server are reached. */
export type TunnelDraft = {
  way: TunnelWay | '';
  jump: ChosenServer | null;
  rdpPort: string;
  sqlServerPort: string;
};

type Props = {
  tunnel: TunnelDraft;
  onChange: (tunnel: TunnelDraft) => void;
  errorAt: (path: string) => string | undefined;
};

const ports = [
  { id: 'rdpPort', label: 'RDP port', hint: 'Optional. 3389 by default.' },
  { id: 'sqlServerPort', label: 'SQL Server port', hint: 'Optional. 1433 by default.' },
] as const;

/** Chooses how zli reaches RDP and SQL Server of a server. */
export function TunnelFields({ tunnel, onChange, errorAt }: Props) {
  const change = (part: Partial<TunnelDraft>) => onChange({ ...tunnel, ...part });
  return (
    <div className="mt-4 grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
      <Field
        id="tunnelWay"
        label="RDP and SQL Server"
        hint={
          tunnel.way === ''
            ? 'zli reaches them through SSH only. Without a choice, no one can request or use them.'
            : 'After a change, run the set-up script of the server that has SSH again.'
        }
        error={errorAt('tunnelWay')}
      >
        <Select
          id="tunnelWay"
          aria-describedby={describedBy('tunnelWay', { hint: true, error: errorAt('tunnelWay') })}
          value={tunnel.way}
          onChange={(event) => change({ way: event.target.value as TunnelDraft['way'] })}
        >
          <option value="">Not reachable</option>
          <option value="OwnSsh">Through its own SSH server</option>
          <option value="Jump">Through another server</option>
        </Select>
      </Field>
      {tunnel.way === 'Jump' && (
        <ServerSelect
          id="jumpTargetId"
          hint="A server that is set up here and can reach the host above."
          error={errorAt('jumpTargetId')}
          server={tunnel.jump}
          onChange={(jump) => change({ jump })}
        />
      )}
      {tunnel.way !== '' &&
        ports.map(({ id, label, hint }) => (
          <Field key={id} id={id} label={label} hint={hint} error={errorAt(id)}>
            <TextInput
              id={id}
              aria-invalid={errorAt(id) ? true : undefined}
              aria-describedby={describedBy(id, { hint, error: errorAt(id) })}
              value={tunnel[id]}
              autoComplete="off"
              inputMode="numeric"
              onChange={(event) => change({ [id]: event.target.value })}
            />
          </Field>
        ))}
    </div>
  );
}
