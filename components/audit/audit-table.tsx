import Link from 'next/link';
import { Code, Disclosure } from '@/components/ui/disclosure';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AuditPage } from '@/lib/audit/search-audit';
import { formatVia } from '@/lib/core/text/audit-via';

type Event = AuditPage['events'][number];

/** Events of the audit log: each as a sentence and, when opened, as the stored JSON. */
export function AuditTable({ events }: { events: readonly Event[] }) {
  return (
    <Table
      label="Audit log"
      head={
        <>
          <Column width="md:w-[17%]">Time</Column>
          <Column>Event</Column>
          <Column width="md:w-[19%]">About</Column>
          <Column width="md:w-[15%]">Source</Column>
        </>
      }
    >
      {events.map((event) => (
        <Row key={event.id}>
          <Cell>
            <span className="text-muted">
              <Time at={event.at} show="second" />
            </span>
          </Cell>
          <Cell>
            <Disclosure summary={<span className="font-normal text-ink">{event.sentence}</span>}>
              <Code label={`Event ${event.id}`}>{formatJson(event)}</Code>
            </Disclosure>
          </Cell>
          <Cell label="About">
            <span className="flex flex-wrap gap-x-3">
              {linksOf(event).map(({ href, name }) => (
                <Link key={href} href={href} className="inline-block py-0.5 text-accent hover:underline">
                  {name}
                  <span className="sr-only"> of event {event.id}</span>
                </Link>
              ))}
            </span>
          </Cell>
          <Cell inline label="Source">
            <span className="break-words text-muted">
              {formatVia(event.via)}
              {event.address !== null && <span className="block text-sm break-all">{event.address}</span>}
            </span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

/** The pages of what an event is about. */
function linksOf({ requestId, targetId, userId, policyId }: Event): { href: string; name: string }[] {
  return [
    ...(requestId ? [{ href: `/requests/${requestId}`, name: 'Request' }] : []),
    ...(userId ? [{ href: `/users/${userId}`, name: 'Person' }] : []),
    ...(targetId ? [{ href: `/inventory/targets/${targetId}`, name: 'Target' }] : []),
    ...(policyId ? [{ href: `/policies/${policyId}`, name: 'Policy' }] : []),
  ];
}

function formatJson({ sentence: _, ...event }: Event): string {
  return JSON.stringify(event, (_key, value) => (value === null ? undefined : value), 2);
}
