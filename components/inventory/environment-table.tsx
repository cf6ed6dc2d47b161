import Link from 'next/link';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { listEnvironments } from '@/lib/targets/list-environments';
import { RestoreEnvironment, RetireEnvironment } from './environment-actions';
import { EnvironmentDialog } from './environment-dialog';

type Environments = Awaited<ReturnType<typeof listEnvironments>>;

export function EnvironmentTable({ environments }: { environments: Environments }) {
  return (
    <Table
      label="Environments"
      head={
        <>
          <Column width="md:w-[24%]">Name</Column>
          <Column>Description</Column>
          <Column width="md:w-[14%]">Targets</Column>
          <Column width="md:w-[14%]">Policies</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {environments.map(
        ({ id, name, description, retiredAt, targetCount, policyCount, offlineCleanupTimeoutHours }) => (
          <Row key={id}>
            <Cell>
              <span className={`font-semibold break-words ${retiredAt ? 'text-muted' : ''}`}>{name}</span>
              {retiredAt && <span className="text-muted"> archived</span>}
            </Cell>
            <Cell>
              <span className="text-muted">{description}</span>
              {offlineCleanupTimeoutHours > 0 && (
                <span className="block text-muted">
                  Servers that are offline for more than {offlineCleanupTimeoutHours}{' '}
                  {offlineCleanupTimeoutHours === 1 ? 'hour' : 'hours'} are archived.
                </span>
              )}
            </Cell>
            <Cell inline label="Targets">
              <Link
                href={`/inventory/targets?${new URLSearchParams({ environment: name })}`}
                aria-label={`${targetCount === 1 ? '1 target' : `${targetCount} targets`} in ${name}`}
                className="underline underline-offset-2"
              >
                {targetCount}
              </Link>
            </Cell>
            <Cell inline label="Policies">
              {policyCount}
            </Cell>
            <Cell end>
              <span className="flex flex-wrap gap-1.5 pt-1 md:flex-nowrap md:justify-end md:pt-0">
                {retiredAt ? (
                  <RestoreEnvironment environmentId={id} name={name} />
                ) : (
                  <>
                    <EnvironmentDialog environment={{ id, name, description }} label={`Edit ${name}`}>
                      Edit
                    </EnvironmentDialog>
                    <RetireEnvironment environmentId={id} name={name} />
                  </>
                )}
              </span>
            </Cell>
          </Row>
        ),
      )}
    </Table>
  );
}
