/** Chooses a row for what is done to several at once. `BulkBar` reads it; it works before the page listens. */
export function SelectBox({ value, label }: { value: string; label: string }) {
  return (
    <label className="grid size-6 place-items-center">
      <input
        type="checkbox"
        data-select
        value={value}
        aria-label={label}
        autoComplete="off"
        className="size-4 accent-accent"
      />
    </label>
  );
}
