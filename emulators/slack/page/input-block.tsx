import { useId } from 'react';
import type { Block, Json } from '../world';
import { Element } from './element';
import { useSurface } from './surface';
import { plainText } from './text';

/** Elements that are groups of controls, which a `<label>` can't name. */
const groupElements = new Set(['radio_buttons', 'checkboxes']);

/** A labeled field with its hint and its error. */
export function InputBlock({ block }: { block: Block }) {
  const { errors } = useSurface();
  const id = useId();
  const element = block.element as Json;
  const error = errors[block.block_id];
  const hint = block.hint ? plainText(block.hint) : undefined;
  const describedBy =
    [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined;
  const label = (
    <>
      {plainText(block.label)}
      {block.optional ? <span className="quiet"> (optional)</span> : null}
    </>
  );
  return (
    <div className={error ? 'block-input invalid' : 'block-input'}>
      {groupElements.has(String(element.type)) ? (
        <span className="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="label" id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      )}
      <Element
        element={element}
        blockId={block.block_id}
        input={{
          id,
          labelId: `${id}-label`,
          describedBy,
          invalid: error !== undefined,
          dispatch: block.dispatch_action === true,
        }}
      />
      {error && (
        <p className="error" id={`${id}-error`}>
          <span aria-hidden="true">⚠ </span>
          {error}
        </p>
      )}
      {hint && (
        <p className="quiet hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
