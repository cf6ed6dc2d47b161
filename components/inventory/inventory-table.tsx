import Link from 'next/link';
import { TargetIcon } from '@/components/catalog/target-icon';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { formatTargetType } from '@/lib/core/text/target';
import type { TargetList } from '@/lib/targets/list-targets';
import { RestoreTarget, RetireTarget } from './target-actions';

/** The targets of the inventory, for admins. */
export function InventoryTable({ targets }: { targets: TargetList['targets'] }) {
  return (
    <Table
      label="Targets"
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column width="md:w-[18%]">Type</Column>
          <Column width="md:w-[14%]">Environment</Column>
          <Column>Host</Column>
          <Column width="md:w-[10%]">Policies</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {targets.map((target) => (
        <Row key={target.id}>
          <Cell>
            <span className="inline-flex items-start gap-2">
              <span className="mt-[3px]">
                <TargetIcon type={target.type} />
              </span>
              {target.archived ? (
                <span className="font-semibold break-words text-muted">{target.name}</span>
              ) : (
                <Link
                  href={`/inventory/targets/${target.id}`}
                  className="font-semibold break-words hover:underline"
                >
                  {target.name}
                </Link>
              )}
            </span>
          </Cell>
          <Cell>{formatTargetType(target)}</Cell>
          <Cell label="Environment">{target.environment}</Cell>
          <Cell label="Host">
            <span className="break-all text-muted">
              {target.host ? `${target.host}${target.port === null ? '' : `:${target.port}`}` : '–'}
            </span>
          </Cell>
          <Cell inline label="Policies">
            <Link
              href={`/policies/simulator?ask=target&id=${target.id}`}
              aria-label={`${target.policyCount === 1 ? '1 policy' : `${target.policyCount} policies`}: who can request ${target.name}`}
              className="underline underline-offset-2"
            >
              {target.policyCount}
            </Link>
          </Cell>
          <Cell end>
            {target.archived ? (
              <RestoreTarget targetId={target.id} name={target.name} />
            ) : (
              <RetireTarget targetId={target.id} name={target.name} />
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
