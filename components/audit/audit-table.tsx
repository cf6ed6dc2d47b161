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
          <Column width="md:w-[15%]">Time</Column>
          <Column>Event</Column>
          <Column width="md:w-[9%]">Source</Column>
          <Column width="md:w-[15%]">Address</Column>
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
            <p>
              {event.sentence}
              {event.requestId && (
                <>
                  {' '}
                  <Link href={`/requests/${event.requestId}`} className="text-muted underline hover:text-ink">
                    request<span className="sr-only"> of this event</span>
                  </Link>
                </>
              )}
            </p>
            <Disclosure summary={<span className="text-sm">Event {event.id}</span>}>
              <Code label={`Event ${event.id}`}>{formatJson(event)}</Code>
            </Disclosure>
          </Cell>
          <Cell inline label="Source">
            <span className="text-muted">{formatVia(event.via)}</span>
          </Cell>
          <Cell inline label="Address">
            <span className="break-all text-muted">{event.address ?? 'None'}</span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function formatJson({ sentence: _, ...event }: Event): string {
  return JSON.stringify(event, (_key, value) => (value === null ? undefined : value), 2);
}
