import type { ReactNode } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import type { Receipt } from '@/lib/core/access/receipt';
import { describeReceipt } from '@/lib/core/text/receipt';

/** The receipt of a request: the policy that decided it, others that cover it, and near misses. */
export function PolicyMatch({ receipt }: { receipt: Receipt | null }) {
  if (!receipt) return <p className="text-muted">No policy details were recorded for this request.</p>;
  const { decided, later, nearly } = describeReceipt(receipt);
  return (
    <div className="flex flex-col gap-1.5">
      {decided.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
      {later.length > 0 && (
        <Disclosure
          summary={
            later.length === 1 ? '1 other policy also matched' : `${later.length} other policies also matched`
          }
        >
          <Lines>{later}</Lines>
        </Disclosure>
      )}
      {nearly.length > 0 && (
        <Disclosure
          summary={
            nearly.length === 1
              ? '1 similar policy did not match'
              : `${nearly.length} similar policies did not match`
          }
        >
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
