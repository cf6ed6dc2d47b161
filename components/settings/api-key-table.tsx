import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ApiTokenRow } from '@/lib/tokens/list-api-keys';
import { RevokeApiKey } from './revoke-api-key';

/** The API keys that are not revoked. */
export function ApiKeyTable({ keys }: { keys: readonly ApiTokenRow[] }) {
  return (
    <Table
      label="API keys"
      head={
        <>
          <Column>Name</Column>
          <Column width="md:w-[14%]">Role</Column>
          <Column width="md:w-[20%]">Created</Column>
          <Column width="md:w-[20%]">Last used</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {keys.map(({ id, name, role, createdAt, lastUsedAt }) => (
        <Row key={id}>
          <Cell>
            <span className="font-semibold break-words">{name}</span>
          </Cell>
          <Cell label="Role" inline>
            {role}
          </Cell>
          <Cell label="Created" inline>
            <Time at={createdAt} />
          </Cell>
          <Cell label="Last used" inline>
            {lastUsedAt ? <Time at={lastUsedAt} /> : <span className="text-muted">Never</span>}
          </Cell>
          <Cell end>
            <RevokeApiKey keyId={id} name={name} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
