import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog';
import { plainText, Text } from './text';

type Confirm = { title: unknown; text: unknown; confirm: unknown; deny: unknown; style?: string };

/** Requires a confirmation if the element has a confirm object. */
export function useConfirm(confirm: unknown): { ask: (then: () => void) => void; dialog: ReactNode } {
  const [then, setThen] = useState<(() => void) | undefined>();
  const ask = (next: () => void) => (confirm ? setThen(() => next) : next());
  if (!then || !confirm) return { ask, dialog: null };
  const { title, text, confirm: yes, deny, style } = confirm as Confirm;
  const close = () => setThen(undefined);
  const dialog = (
    <Dialog title={plainText(title)} onClose={close}>
      <div className="dialog-body">
        <Text of={text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {plainText(deny)}
        </button>
        <button
          type="button"
          className={`button ${style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => {
            close();
            then();
          }}
        >
          {plainText(yes)}
        </button>
      </footer>
    </Dialog>
  );
  return { ask, dialog };
}
