'use client';

const options = [
  { automatic: false, name: 'Admin approval', hint: 'The duration starts when an admin approves.' },
  { automatic: true, name: 'Automatic', hint: 'Approved immediately, without review.' },
];

/** Chooses between admin approval and automatic approval. */
export function ApprovalChoice({
  automatic,
  onChange,
}: {
  automatic: boolean;
  onChange: (to: boolean) => void;
}) {
  return (
    <div role="radiogroup" aria-labelledby="approval-label" className="grid gap-2.5 sm:grid-cols-2">
      {options.map((option) => (
        <label
          key={option.name}
          className="flex items-start gap-2.5 rounded-[10px] border border-edge px-3.5 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="approval"
            aria-describedby={`approval-${option.automatic}`}
            aria-label={option.name}
            checked={automatic === option.automatic}
            onChange={() => onChange(option.automatic)}
            className="mt-[3px] size-3.5 shrink-0 accent-accent outline-none"
          />
          <span>
            <span className="block font-semibold">{option.name}</span>
            <span id={`approval-${option.automatic}`} className="text-muted">
              {option.hint}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
