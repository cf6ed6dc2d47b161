import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Submitted } from '../app/submissions';
import type { View } from '../world';
import { Blocks } from './blocks';
import { useSlack } from './context';
import { Dialog } from './dialog';
import { Notes } from './notes';
import { SurfaceProvider, type ValueStore } from './surface';
import { plainText } from './text';

/** A modal: its blocks, its buttons, and the errors of the last submission. */
export function Modal({ view, store }: { view: View; store: ValueStore }) {
  const { send, snapshot } = useSlack();
  const [errors, setErrors] = useState<{ [blockId: string]: string }>({});
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    setErrors({});
    setTrouble(undefined);
  }, [view.hash]);
  useEffect(() => {
    if (Object.keys(errors).length > 0) {
      form.current?.querySelector<HTMLElement>('.invalid [data-field]')?.focus();
      form.current?.querySelector('.block-input .error')?.scrollIntoView({ block: 'nearest' });
    }
  }, [errors]);

  const close = (all = false) => void send('close', { viewId: view.id, all });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !view.submit) return;
    setBusy(true);
    setTrouble(undefined);
    const done = await send<Submitted>('submit', { viewId: view.id, values: store.values }).finally(() =>
      setBusy(false),
    );
    setErrors(done.result === 'errors' ? done.errors : {});
    setTrouble(done.result === 'trouble' ? done.message : undefined);
  };
  const closing = view.close ? plainText(view.close) : view.submit ? 'Cancel' : 'Close';
  return (
    <Dialog title={plainText(view.title)} onClose={() => close()} onDismiss={() => close(true)}>
      <form ref={form} noValidate onSubmit={submit}>
        <div className="dialog-body">
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          <SurfaceProvider place={{ viewId: view.id }} store={store} errors={errors}>
            <Blocks blocks={view.blocks} />
          </SurfaceProvider>
        </div>
        <footer className="dialog-foot">
          <span className="quiet from">{snapshot.app.name}</span>
          <button type="button" className="button" onClick={() => close()}>
            {closing}
          </button>
          {view.submit ? (
            <button type="submit" className="button primary" aria-busy={busy}>
              {plainText(view.submit)}
            </button>
          ) : null}
        </footer>
      </form>
      <Notes />
    </Dialog>
  );
}
