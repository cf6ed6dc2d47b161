import { createContext, type ReactNode, useContext, useState } from 'react';
import type { Suggestions } from '../app/suggestions';
import type { Raw, RawValues } from '../blocks/state';
import type { PlaceRef } from '../client-types';
import { useSlack } from './context';

export type Surface = {
  values: RawValues;
  errors: { [blockId: string]: string };
  /** The element that waits for the app's response. */
  busy: string | undefined;
  set: (blockId: string, actionId: string, raw: Raw) => void;
  act: (blockId: string, actionId: string, raw?: Raw) => Promise<void>;
  suggest: (blockId: string, actionId: string, query: string) => Promise<Suggestions>;
};

const SurfaceContext = createContext<Surface | undefined>(undefined);

/** The message or view around an element. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('No message or view around this element.');
  return surface;
}

/**
 * Holds the values that a person entered on a surface, by `block_id` and `action_id`. Values survive an update that
 * keeps these ids, and are dropped where the ids change.
 */
export function SurfaceProvider({
  place,
  store,
  errors = {},
  children,
}: {
  place: PlaceRef;
  store?: ValueStore;
  errors?: Surface['errors'];
  children: ReactNode;
}) {
  const { send } = useSlack();
  const own = useValues();
  const { values, setValues } = store ?? own;
  const [busy, setBusy] = useState<string>();
  const put = (before: RawValues, blockId: string, actionId: string, raw: Raw): RawValues => ({
    ...before,
    [blockId]: { ...before[blockId], [actionId]: raw },
  });
  const surface: Surface = {
    values,
    errors,
    busy,
    set: (blockId, actionId, raw) => setValues((before) => put(before, blockId, actionId, raw)),
    act: async (blockId, actionId, raw) => {
      setBusy(`${blockId}/${actionId}`);
      const all = raw === undefined ? values : put(values, blockId, actionId, raw);
      await send('act', { place, blockId, actionId, raw, values: all }).finally(() => setBusy(undefined));
    },
    suggest: (blockId, actionId, query) => send('suggest', { place, blockId, actionId, query, values }),
  };
  return <SurfaceContext value={surface}>{children}</SurfaceContext>;
}

export type ValueStore = { values: RawValues; setValues: (change: (before: RawValues) => RawValues) => void };

function useValues(): ValueStore {
  const [values, setValues] = useState<RawValues>({});
  return { values, setValues };
}
