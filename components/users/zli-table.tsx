import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ZliSignIn } from '@/lib/tokens/list-zli-sign-ins';
import { SignOutZli } from './sign-out-zli';

type Props = {
  signIns: readonly ZliSignIn[];
  now: Date;
  /** whose they are; null for the reader's own */
  email: string | null;
};

/** The computers on which zli acts for somebody. */
export function ZliTable({ signIns, now, email }: Props) {
  return (
    <Table
      label="Sign-ins of zli"
      head={
        <>
          <Column>Computer</Column>
          <Column width="md:w-[20%]">Since</Column>
          <Column width="md:w-[20%]">Last used</Column>
          <Column width="md:w-[20%]">Until</Column>
          <Column width="md:w-px" hidden>
            End
          </Column>
        </>
      }
    >
      {signIns.map(({ id, device, createdAt, lastUsedAt, expiresAt }) => (
        <Row key={id}>
          <Cell>
            <span className="font-semibold break-words">{device}</span>
          </Cell>
          <Cell label="Since" inline>
            <Time at={createdAt} />
          </Cell>
          <Cell label="Last used" inline>
            {lastUsedAt ? <Time at={lastUsedAt} now={now} /> : <span className="text-muted">Never</span>}
          </Cell>
          <Cell label="Until" inline>
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
