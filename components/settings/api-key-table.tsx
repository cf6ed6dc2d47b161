import { TimerOff } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ApiKeyRow } from '@/lib/tokens/list-api-keys';
import { RevokeApiKey } from './revoke-api-key';

/** The API keys that are not revoked, each with its start. */
export function ApiKeyTable({ keys }: { keys: readonly ApiKeyRow[] }) {
  return (
    <Table
      label="API keys"
      fixed
      head={
        <>
          <Column>Name</Column>
          <Column width="md:w-[14%]">Role</Column>
          <Column width="md:w-[18%]">Created</Column>
          <Column width="md:w-[18%]">Last used</Column>
          <Column width="md:w-[18%]">Expires</Column>
          <Column width="md:w-24" hidden>
            Actions
          </Column>
        </>
      }
    >
      {keys.map(({ id, name, hint, role, isRegistrationKey, createdAt, lastUsedAt, expiresAt, expired }) => (
        <Row key={id}>
          <Cell>
            <Link href={`/users/${id}`} className="font-semibold break-words hover:underline">
              {name}
            </Link>
            {hint && <code className="ml-2 font-mono text-xs text-muted">{hint}…</code>}
          </Cell>
          <Cell label="Role" inline>
            {isRegistrationKey ? 'Registration' : role}
          </Cell>
          <Cell label="Created" inline>
            <Time at={createdAt} />
          </Cell>
          <Cell label="Last used" inline>
            {lastUsedAt ? <Time at={lastUsedAt} /> : <span className="text-muted">Never</span>}
          </Cell>
          <Cell label="Expires" inline>
            {expired ? (
              <Badge tone="bad" icon={TimerOff}>
                Expired
              </Badge>
            ) : expiresAt ? (
              <Time at={expiresAt} show="date" />
            ) : (
              <span className="text-muted">Never</span>
            )}
          </Cell>
          <Cell end>
            <RevokeApiKey keyId={id} name={name} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
