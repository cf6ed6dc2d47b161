'use client';

import { type ReactNode, useState } from 'react';
import { rescueFocus, useAction } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import type { ActionResult } from '@/lib/web/action-result';
import { endGrantsAction, reviewRequestsAction } from '@/lib/web/actions/requests';
import type { BulkItem } from './bulk-item';
import { DenyDialog } from './deny-dialog';
import { useSelection } from './use-selection';

type Question = { action: 'approve' | 'deny' | 'revoke'; items: readonly BulkItem[] };

/** Above the boxes of the rows: approves, denies or revokes the selected ones, after one question that lists them. */
export function BulkBar({ items, can }: { items: readonly BulkItem[]; can: 'review' | 'revoke' }) {
  const [selected, selectAll] = useSelection(items.map(({ id }) => id));
  // The selection at the click: a request that another admin decides meanwhile is reported, not dropped.
  const [question, setQuestion] = useState<Question>();
  const chosen = items.filter(({ id }) => selected.includes(id));
  const count = chosen.length;
  const close = (tried: boolean) => {
    setQuestion(undefined);
    if (!tried) return;
    selectAll(false);
    rescueFocus();
  };
  const button = (action: Question['action'], name: string, look: 'plain' | 'primary') => (
    <Button
      look={look}
      data-bulk={action}
      aria-haspopup="dialog"
      onClick={() => setQuestion({ action, items: chosen })}
    >
      {name} {count}
    </Button>
  );
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1.5 pl-5">
      <label className="flex min-h-6 items-center gap-2 pr-1 text-muted">
        <input
          type="checkbox"
          data-select-all
          autoComplete="off"
          className="size-4 accent-accent"
          checked={count > 0 && count === items.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < items.length;
          }}
          onChange={(event) => selectAll(event.target.checked)}
        />
        Select all
      </label>
      {/* On a phone at the foot of the screen, so that the rows do not move under the finger. */}
      {count > 0 && (
        <span className="flex justify-end gap-2 max-md:fixed max-md:inset-x-4 max-md:bottom-4 max-md:z-30 max-md:rounded-xl max-md:border max-md:border-line max-md:bg-panel max-md:p-2 max-md:shadow-pop">
          {can === 'review' && button('deny', 'Deny', 'plain')}
          {can === 'review' && button('approve', 'Approve', 'plain')}
          {can === 'revoke' && button('revoke', 'Revoke', 'plain')}
        </span>
      )}
      <span role="status" className="sr-only">
        {count > 0 && `${count} selected`}
      </span>
      {question && <BulkDialog {...question} onClose={close} />}
    </div>
  );
}

function BulkDialog({ action, items, onClose }: Question & { onClose: (tried: boolean) => void }) {
  const requestIds = items.map(({ id }) => id);
  const count = items.length;
  const requests = count === 1 ? '1 request' : `${count} requests`;
  if (action === 'deny') {
    return (
      <DenyDialog
        keptAs={requestIds.join(' ')}
        title={`Deny ${requests}?`}
        description="Requesters will see your reason."
        confirm={`Deny ${count}`}
        deny={(denial) => reviewRequestsAction({ requestIds, decision: 'deny', ...denial })}
        onClose={onClose}
      >
        <List items={items} />
      </DenyDialog>
    );
  }
  if (action === 'revoke') {
    return (
      <Confirm
        title={`Revoke access for ${requests}?`}
        description="Open sessions end and new ones are rejected, immediately. Requesters are notified and can request access again."
        confirm={`Revoke ${count}`}
        danger
        action={() => endGrantsAction({ requestIds })}
        onClose={onClose}
      >
        <List items={items} />
      </Confirm>
    );
  }
  return (
    <Confirm
      title={`Approve ${requests}?`}
      description="Access starts immediately and expires automatically."
      confirm={`Approve ${count}`}
      action={() => reviewRequestsAction({ requestIds, decision: 'approve' })}
      onClose={onClose}
    >
      <List items={items} />
    </Confirm>
  );
}

function Confirm(props: {
  title: string;
  description: string;
  confirm: string;
  danger?: boolean;
  action: () => Promise<ActionResult>;
  onClose: (tried: boolean) => void;
  children: ReactNode;
}) {
  const { title, description, confirm, danger, action, onClose, children } = props;
  const [busy, run] = useAction();
  return (
    <Dialog role="alertdialog" title={title} description={description} onClose={() => onClose(false)}>
      <div className="px-5 pt-3">{children}</div>
      <DialogButtons>
        <Button onClick={() => onClose(false)} data-focus-first>
          Cancel
        </Button>
        <Button
          look={danger ? 'danger' : 'primary'}
          busy={busy}
          onClick={() => run(action, () => onClose(true))}
        >
          {confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function List({ items }: { items: readonly BulkItem[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so it must be reachable by keyboard
    <section aria-label="Selected requests" tabIndex={0} className="mb-4 max-h-64 overflow-y-auto">
      <ul className="divide-y divide-line rounded-lg border border-line bg-bg">
        {items.map(({ id, requester, target, spec, reason }) => (
          <li key={id} className="px-3 py-1.5 break-words">
            <b className="font-semibold">{requester}</b> on <b className="font-semibold">{target}</b>{' '}
            <span className="text-muted">{spec}</span>
            <span className="line-clamp-2 text-sm text-muted">“{reason}”</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
