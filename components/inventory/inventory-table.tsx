import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { TargetIcon } from '@/components/catalog/target-icon';
import { Badge } from '@/components/ui/badge';
import { LongName } from '@/components/ui/long-name';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { InventorySort } from '@/lib/core/sort';
import { formatTargetType } from '@/lib/core/text/target';
import type { TargetList } from '@/lib/targets/list-targets';
import type { SortLink } from '@/lib/web/filters/sort-param';
import { SetupBadge } from './setup-badge';
import { RestoreTarget, RetireTarget } from './target-actions';

type Props = {
  targets: TargetList['targets'];
  sort: (column: InventorySort['by']) => SortLink;
};

/** The targets of the inventory, for admins. */
export function InventoryTable({ targets, sort }: Props) {
  return (
    <Table
      label="Targets"
      fixed
      head={
        <>
          <Column width="md:w-[20%]" sort={sort('name')}>
            Name
          </Column>
          <Column width="md:w-[15%]" sort={sort('type')}>
            Type
          </Column>
          <Column width="md:w-[12%]" sort={sort('environment')}>
            Environment
          </Column>
          <Column sort={sort('host')}>Host</Column>
          <Column width="md:w-50" sort={sort('status')}>
            Status
          </Column>
          <Column width="md:w-22" sort={sort('policies')}>
            Policies
          </Column>
          <Column width="md:w-24" hidden>
            Actions
          </Column>
        </>
      }
    >
      {targets.map((target) => (
        <Row key={target.id}>
          <Cell>
            <span className="flex min-w-0 items-baseline gap-2 font-semibold">
              <span className="self-center">
                <TargetIcon type={target.type} />
              </span>
              {target.archived ? (
                <span className="min-w-0 text-muted">
                  <LongName name={target.name} />
                </span>
              ) : (
                <Link href={`/inventory/targets/${target.id}`} data-opens className="min-w-0 hover:underline">
                  <LongName name={target.name} />
                </Link>
              )}
            </span>
          </Cell>
          <Cell>{formatTargetType(target)}</Cell>
          <Cell label="Environment" inline>
            <LongName name={target.environment} />
          </Cell>
          <Cell label="Host">
            <span className="text-muted">
              <LongName name={hostOf(target)} />
            </span>
          </Cell>
          <Cell inline label="Status">
            {target.setupStatus ? (
              <span className="flex flex-wrap gap-1" title={target.setupFinding ?? undefined}>
                <SetupBadge status={target.setupStatus} />
                {target.offlineSince && (
                  <Badge tone="warn" icon={Unplug}>
                    Offline
                  </Badge>
                )}
              </span>
            ) : (
              <span className="text-muted">
                <span aria-hidden>–</span>
                <span className="sr-only">No status: there is no set-up that the console can verify</span>
              </span>
            )}
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

function hostOf({ host, port }: TargetList['targets'][number]): string {
  if (!host) return '–';
  return port === null ? host : `${host}:${port}`;
}
