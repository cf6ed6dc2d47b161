import { useState } from 'react';
import type { RawValues } from '../blocks/state';
import { useSlack } from './context';
import { Modal } from './modal';

/** The stack of modals. Only the top one is visible; those below keep the entered values. */
export function Modals() {
  const { snapshot } = useSlack();
  const [all, setAll] = useState<{ [viewId: string]: RawValues }>({});
  const view = snapshot.views.at(-1);
  if (!view) return null;
  const store = {
    values: all[view.id] ?? {},
    setValues: (change: (before: RawValues) => RawValues) =>
      setAll((before) => ({ ...before, [view.id]: change(before[view.id] ?? {}) })),
  };
  return <Modal key={view.id} view={view} store={store} />;
}
