import type { ReactNode } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import type { Receipt } from '@/lib/core/access/receipt';
import { describeReceipt } from '@/lib/core/text/receipt';

/** Why a request came out as it did, from its receipt. */
export function ReceiptDialog({ receipt }: { receipt: Receipt | null }) {
  if (!receipt) return <p className="text-muted">It was asked before receipts were kept.</p>;
  const { decided, later, nearly } = describeReceipt(receipt);
  return (
    <div className="flex flex-col gap-1.5">
      {decided.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
      {later.length > 0 && (
        <Disclosure summary={`${later.length} more would have covered it`}>
          <Lines>{later}</Lines>
        </Disclosure>
      )}
      {nearly.length > 0 && (
        <Disclosure summary={`${nearly.length} nearly covered it`}>
          <Lines>{nearly}</Lines>
        </Disclosure>
      )}
    </div>
  );
}

function Lines({ children }: { children: readonly string[] }): ReactNode {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
      {children.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}
