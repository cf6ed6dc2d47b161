import { Card, CardSection } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { Seal } from '@/lib/audit/get-seal';
import { describeSeal } from '@/lib/core/text/audit-seal';
import { ReplaceSigningKey } from './replace-signing-key';
import { VerifyLog } from './verify-log';

const downloads = [
  ['/audit/sealed', 'Export for verification'],
  ['/audit/public-key', 'Public key'],
  ['/audit/verifier', 'Verifier'],
] as const;

/** How the log is protected against changes, and what verifies it. */
export function SealCard({ seal }: { seal: Seal }) {
  const { lastCheckpoint, keys, appCanChange } = seal;
  const key = keys.at(-1);
  const { text, isLate } = describeSeal(seal);
  return (
    <div className="mb-4">
      <Card label="Integrity">
        <div className="flex flex-wrap items-start gap-3 px-5 py-3.5">
          <div className="min-w-0 grow basis-72">
            <h2 className="font-semibold">Integrity</h2>
            <p className="text-sm text-muted">
              {text}{' '}
              {lastCheckpoint ? (
                <>
                  The last signed checkpoint is at event {lastCheckpoint.seq} (
                  <Time at={lastCheckpoint.madeAt} />
                  ).
                </>
              ) : (
                'The first signed checkpoint is created five minutes after the first event.'
              )}
            </p>
          </div>
          <VerifyLog />
        </div>
        {isLate && (
          <CardSection>
            <Notice tone="warn">Ask your operator to check that a worker is running (WORKER=inline).</Notice>
          </CardSection>
        )}
        {appCanChange && (
          <CardSection>
            <Notice tone="warn">
              The database role of the app can change the log. Ask your operator to give the app a role of its
              own: “Two database roles” in docs/operate.md.
            </Notice>
          </CardSection>
        )}
        <CardSection>
          <Disclosure summary={<span className="text-sm">Verify it yourself</span>}>
            <p className="mb-2 text-sm">
              Download the three files, and run{' '}
              <code>node verify-audit.mjs audit-log.jsonl public-key.pem</code>. Keep the public key from an
              early day. To find a log that was rewritten, add a file with the checkpoints that you copied
              from the channel bzero-jit-log.
            </p>
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
              {downloads.map(([href, name]) => (
                <li key={href}>
                  <a href={href} className="underline">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
            {key && (
              <div className="mt-3 flex flex-wrap items-center gap-3 text-sm text-muted">
                <span>
                  Key <code>{key.id}</code> signs since <Time at={key.createdAt} show="date" />.
                </span>
                <ReplaceSigningKey />
              </div>
            )}
          </Disclosure>
        </CardSection>
      </Card>
    </div>
  );
}
