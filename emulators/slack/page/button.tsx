import type { ElementProps } from './field';
import { useSurface } from './surface';
import { plainText } from './text';
import { useConfirm } from './use-confirm';

/** A button. With a URL, it opens the URL and also notifies the app. */
export function Button({ element, blockId }: ElementProps) {
  const { act, busy } = useSurface();
  const { ask, dialog } = useConfirm(element.confirm);
  const actionId = String(element.action_id);
  const label = element.accessibility_label ? String(element.accessibility_label) : undefined;
  const className = `button ${element.style ? String(element.style) : ''}`;
  const press = () => {
    if (element.url) window.open(String(element.url), '_blank', 'noreferrer');
    void act(blockId, actionId);
  };
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-busy={busy === `${blockId}/${actionId}`}
        onClick={() => ask(press)}
      >
        {plainText(element.text)}
      </button>
      {dialog}
    </>
  );
}
