import { useId, useRef, useState } from 'react';
import { optionsOf } from '../blocks/state';
import type { ElementProps } from './field';
import { useSurface } from './surface';
import { plainText } from './text';
import { useConfirm } from './use-confirm';

/** The overflow menu (three dots). */
export function Overflow({ element, blockId }: ElementProps) {
  const { act } = useSurface();
  const { ask, dialog } = useConfirm(element.confirm);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const move = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="overflow">
      <button
        ref={opener}
        type="button"
        className="button"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && (
        <div
          className="menu"
          role="menu"
          tabIndex={-1}
          id={id}
          onKeyDown={move}
          ref={(menu) => {
            if (menu && !menu.contains(document.activeElement))
              menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
          }}
        >
          {optionsOf(element).map((option) => (
            <button
              key={String(option.value)}
              type="button"
              role="menuitem"
              onClick={() => {
                close();
                if (option.url) window.open(String(option.url), '_blank', 'noreferrer');
                ask(() => void act(blockId, String(element.action_id), String(option.value)));
              }}
            >
              {plainText(option.text)}
            </button>
          ))}
        </div>
      )}
      {dialog}
    </div>
  );
}
