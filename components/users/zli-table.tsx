import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ZliSignIn } from '@/lib/tokens/list-zli-sign-ins';
import { SignOutZli } from './sign-out-zli';

type Props = {
  signIns: readonly ZliSignIn[];
  now: Date;
  /** of the person who signed in; null for the reader */
  email: string | null;
};

/** The devices on which a person is signed in to zli. */
export function ZliTable({ signIns, now, email }: Props) {
  return (
    <Table
      label="Signed-in devices (zli)"
      head={
        <>
          <Column>Device</Column>
          <Column width="md:w-[20%]">Signed in</Column>
          <Column width="md:w-[20%]">Last used</Column>
          <Column width="md:w-[20%]">Expires</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {signIns.map(({ id, device, createdAt, lastUsedAt, expiresAt }) => (
        <Row key={id}>
          <Cell>
            <span className="font-semibold break-words">{device}</span>
          </Cell>
          <Cell label="Signed in" inline>
            <Time at={createdAt} />
          </Cell>
          <Cell label="Last used" inline>
            {lastUsedAt ? <Time at={lastUsedAt} now={now} /> : <span className="text-muted">Never</span>}
          </Cell>
          <Cell label="Expires" inline>
            {expiresAt && <Time at={expiresAt} />}
          </Cell>
          <Cell end>
            <SignOutZli tokenId={id} device={device} email={email} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
