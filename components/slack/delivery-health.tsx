import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { Integration } from '@/lib/slack-installation/get-integration';
import { RetryButton, TestMessageButton } from './delivery-actions';

type Installation = NonNullable<Integration['installation']>;

/** The numbers of sent, pending and failed messages, and each failed message. Requests do not depend on them. */
export function DeliveryHealth({
  deliveries,
  undelivered,
}: Pick<Installation, 'deliveries' | 'undelivered'>) {
  const { sent, pending, failed } = deliveries;
  return (
    <div className="mt-1.5 flex flex-col gap-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        <Count name="Sent" value={sent} />
        <Count name="Pending" value={pending} />
        <Count name="Failed" value={failed} />
      </dl>
      {undelivered.length > 0 && (
        <ul aria-label="Failed messages" className="flex flex-col gap-1.5">
          {undelivered.map(({ id, requestId, recipient, why }) => (
            <li key={id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
              <span className="flex min-w-0 grow basis-64 items-start gap-2">
                <TriangleAlert aria-hidden size={15} className="mt-[3px] shrink-0 text-warn" />
                <span className="min-w-0 break-words">
                  Not delivered to <b className="font-semibold">{recipient ?? 'the log channel'}</b>: {why}
                  {requestId && (
                    <>
                      {' · '}
                      <Link href={`/requests/${requestId}`} className="underline underline-offset-2">
                        request
                      </Link>
                    </>
                  )}
                </span>
              </span>
              <RetryButton messageId={id} label={`Retry the message to ${recipient ?? 'the log channel'}`}>
                Retry
              </RetryButton>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <TestMessageButton />
        {failed > 1 && <RetryButton>Retry all {failed}</RetryButton>}
      </div>
    </div>
  );
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-muted">{name}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}
