import type { Failure } from '@/lib/web/action-result';

/** Whether a failure says that a reason looks like a credential. */
export function looksLikeSecret(failure: Failure | undefined): boolean {
  return failure?.faults.some(({ code }) => code === 'looks-like-secret') ?? false;
}

/** The writer's word that a reason which looks like a credential is none. */
export function NoSecretBox({
  isChecked,
  onChange,
}: {
  isChecked: boolean;
  onChange: (is: boolean) => void;
}) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        className="mt-[3px] size-4 shrink-0 accent-accent"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>This is not a password, key or token. Send it as is.</span>
    </label>
  );
}
