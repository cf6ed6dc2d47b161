/** Keyboard shortcuts, each with what it does. */
export function ShortcutList({ shortcuts }: { shortcuts: readonly { key: string; text: string }[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
      {shortcuts.map(({ key, text }) => (
        <div key={key} className="contents">
          <dt>
            <kbd className="inline-block min-w-6 rounded-md border border-edge px-1.5 text-center font-mono text-xs leading-5">
              {key.length === 1 && key !== key.toLowerCase() ? `Shift ${key}` : key}
            </kbd>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
