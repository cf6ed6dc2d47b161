import { describedBy, Field } from '@/components/ui/field';
import { TokenSelect } from '@/components/ui/token-select';
import { searchServersAction } from '@/lib/web/actions/search';

/** A chosen server, with `name.environment`. */
export type ChosenServer = { id: string; label: string };

type Props = {
  id: string;
  hint: string;
  error: string | undefined;
  server: ChosenServer | null;
  onChange: (server: ChosenServer | null) => void;
};

/** Chooses the server that zli goes through to a target. */
export function ServerSelect({ id, hint, error, server, onChange }: Props) {
  return (
    <Field id={id} label="Server to go through" hint={hint} error={error}>
      <TokenSelect
        id={id}
        label="Server to go through"
        describedBy={describedBy(id, { hint: true, error })}
        search={searchServers}
        chosen={server ? [server] : []}
        onChange={(chosen) => onChange(chosen.at(-1) ?? null)}
        placeholder="Type the name of a server"
        none="There is no other server yet. Register it first, under Targets."
        invalid={error !== undefined}
      />
    </Field>
  );
}

async function searchServers(query: string) {
  const result = await searchServersAction({ query });
  return result.ok ? result.value : null;
}
