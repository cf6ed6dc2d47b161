/** Selects a row for bulk actions. `BulkBar` reads it; works before the page is hydrated. */
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
