'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Bar } from '@/components/ui/skeleton';
import type { RequestForm as Form } from '@/lib/access/get-request-form';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { ActionResult } from '@/lib/web/action-result';
import { getRequestFormAction } from '@/lib/web/actions/requests';
import { callFailure } from '@/lib/web/call-failure';
import { RequestForm } from './request-form';

type Props = {
  targetId: string;
  name: string;
  /** access that the reader has, to request it again */
  again?: AccessSpec;
};

/** Opens the request form of a target and loads its choices. */
export function RequestButton({ targetId, name, again }: Props) {
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState<ActionResult<Form>>();
  const [, start] = useTransition();
  function show() {
    setForm(undefined);
    setOpen(true);
    start(async () => setForm(await getRequestFormAction({ targetId }).catch(callFailure)));
  }
  const close = () => setOpen(false);
  return (
    <>
      <Button
        aria-label={again ? `Request more time: ${name}` : `Request Access to ${name}`}
        aria-haspopup="dialog"
        onClick={show}
      >
        {again ? 'Request more time' : 'Request Access'}
      </Button>
      {open && (
        <Dialog title="Request access" description={<Name>{name}</Name>} onClose={close}>
          {form === undefined && <FormSkeleton />}
          {form && !form.ok && <Refusal close={close}>{form.message}</Refusal>}
          {form?.ok && <RequestForm form={form.value} again={again} onClose={close} />}
        </Dialog>
      )}
    </>
  );
}

function Name({ children }: { children: string }) {
  return <b className="font-semibold break-words text-ink">{children}</b>;
}

function Refusal({ children, close }: { children: string; close: () => void }) {
  return (
    <>
      <div className="px-5 pt-4">
        <Notice tone="bad" live>
          {children}
        </Notice>
      </div>
      <DialogButtons>
        <Button onClick={close}>Close</Button>
      </DialogButtons>
    </>
  );
}

function FormSkeleton() {
  return (
    <div aria-busy="true" className="flex h-[19rem] flex-col gap-6 px-5 pt-5">
      <Bar width="w-24" />
      <Bar width="w-full" />
      <Bar width="w-24" />
      <Bar width="w-full" />
      <Bar width="w-16" />
      <Bar width="w-full" />
      <span role="status" className="sr-only">
        Loading
      </span>
    </div>
  );
}
