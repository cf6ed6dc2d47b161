import type { ReactNode } from 'react';
import type { Raw } from '../blocks/state';
import type { Json } from '../world';
import { useSurface } from './surface';
import { useConfirm } from './use-confirm';

/** What an input block passes to its element. */
export type InInput = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  dispatch: boolean;
};
export type ElementProps = { element: Json; blockId: string; input?: InInput | undefined };

/** The value of an element and its change handler. Outside input blocks every change is an action. */
export function useField({ element, blockId, input }: ElementProps): {
  raw: Raw | undefined;
  change: (raw: Raw) => void;
  dialog: ReactNode;
} {
  const surface = useSurface();
  const { ask, dialog } = useConfirm(element.confirm);
  const actionId = String(element.action_id);
  const change = (raw: Raw) =>
    ask(() => {
      surface.set(blockId, actionId, raw);
      if (!input || input.dispatch) void surface.act(blockId, actionId, raw);
    });
  return { raw: surface.values[blockId]?.[actionId], change, dialog };
}

/** The attributes that connect a control to its label, hint and error, or name it by its placeholder. */
export function naming(input: InInput | undefined, otherwise: string) {
  if (!input) return { 'aria-label': otherwise };
  return {
    id: input.id,
    'aria-describedby': input.describedBy,
    'aria-invalid': input.invalid || undefined,
    'data-field': true,
  };
}
