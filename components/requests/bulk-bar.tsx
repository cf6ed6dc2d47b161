'use client';

import { type ReactNode, useState } from 'react';
import { rescueFocus, useAction } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { endGrantsAction, reviewRequestsAction } from '@/lib/web/actions/requests';
import type { BulkItem } from './bulk-item';
import { DenyDialog } from './deny-dialog';
import { useSelection } from './use-selection';

type Asking = { what: 'approve' | 'deny' | 'revoke'; items: readonly BulkItem[] };

/** What can be done to several rows at once: asks once, with the list of them. */
export function BulkBar({ items, can }: { items: readonly BulkItem[]; can: 'review' | 'revoke' }) {
  const [selected, selectAll] = useSelection(items.map(({ id }) => id));
  // As they were when it was asked: one that somebody else decides meanwhile is told of, not dropped.
  const [asking, spec] = useState<Asking>();
  const chosen = items.filter(({ id }) => selected.includes(id));
  const count = chosen.length;
  const close = (tried: boolean) => {
    spec(undefined);
    if (!tried) return;
    selectAll(false);
    rescueFocus();
  };
  const offer = (what: Asking['what'], name: string, look: 'plain' | 'danger') => (
    <Button look={look} data-bulk={what} aria-haspopup="dialog" onClick={() => spec({ what, items: chosen })}>
      {name} {count}
    </Button>
  );
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1.5">
      <label className="flex min-h-6 items-center gap-2 pr-1 text-muted">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={count > 0 && count === items.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < items.length;
          }}
          onChange={(event) => selectAll(event.target.checked)}
        />
        Select all
      </label>
      {/* On a phone at the foot of the screen, so that the rows stay where the finger is. */}
      {count > 0 && (
        <span className="flex justify-end gap-2 max-md:fixed max-md:inset-x-4 max-md:bottom-4 max-md:z-30 max-md:rounded-xl max-md:border max-md:border-line max-md:bg-panel max-md:p-2 max-md:shadow-pop">
          {can === 'review' && offer('deny', 'Deny', 'plain')}
          {can === 'review' && offer('approve', 'Approve', 'plain')}
          {can === 'revoke' && offer('revoke', 'Revoke', 'danger')}
        </span>
      )}
      <span role="status" className="sr-only">
        {count > 0 && `${count} selected`}
      </span>
      {asking && <Question {...asking} onClose={close} />}
    </div>
  );
}

function Question({ what, items, onClose }: Asking & { onClose: (tried: boolean) => void }) {
  const requestIds = items.map(({ id }) => id);
  const count = items.length;
  const requests = count === 1 ? '1 request' : `${count} requests`;
  if (what === 'deny') {
    return (
      <DenyDialog
        title={`Deny ${requests}?`}
        description="None of them gets access. Each is told so, with your words."
        confirm={`Deny ${count}`}
        deny={(reason) => reviewRequestsAction({ requestIds, decision: 'deny', reason })}
        onClose={onClose}
      >
        <List items={items} />
      </DenyDialog>
    );
  }
  if (what === 'revoke') {
    return (
      <Confirm
        title={count === 1 ? 'Revoke this access?' : `Revoke these ${count} accesses?`}
        description="Open connections stop and new ones are refused, at once. Each is told, and may ask again."
        confirm={`Revoke ${count}`}
        keep="Keep them"
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
      description="Access starts at once, and ends by itself."
      confirm={`Approve ${count}`}
      keep="Keep waiting"
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
  keep: string;
  danger?: boolean;
  action: () => Promise<{ ok: boolean; message: string }>;
  onClose: (tried: boolean) => void;
  children: ReactNode;
}) {
  const { title, description, confirm, keep, danger, action, onClose, children } = props;
  const [busy, run] = useAction();
  return (
    <Dialog role="alertdialog" title={title} description={description} onClose={() => onClose(false)}>
      <div className="px-5 pt-3">{children}</div>
      <DialogButtons>
        <Button onClick={() => onClose(false)} autoFocus>
          {keep}
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
    <section aria-label="What it is about" tabIndex={0} className="mb-4 max-h-64 overflow-y-auto">
      <ul className="divide-y divide-line rounded-lg border border-line bg-bg">
        {items.map(({ id, who, target, how }) => (
          <li key={id} className="px-3 py-1.5 break-words">
            <b className="font-semibold">{who}</b> on <b className="font-semibold">{target}</b>{' '}
            <span className="text-muted">{how}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
