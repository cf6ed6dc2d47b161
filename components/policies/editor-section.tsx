import type { ReactNode } from 'react';
import { FieldError, FieldWarning, type Help } from '@/components/ui/field';

/** An error or a warning at a field. `code` is the issue code (docs/policy-issues.md). */
export type Remark = { message: string; code?: string };

type Props = {
  /** of the control; the ids of its label, hint and error start with it */
  id: string;
  title: string;
  hint?: string;
  /** the control is a group: the title names it, but is no label to click */
  group?: boolean;
  error?: Remark | undefined;
  warnings?: readonly Remark[];
  children: ReactNode;
};

/** One field of the editor. */
export function EditorSection({ id, title, hint, group, error, warnings = [], children }: Props) {
  return (
    <div className="px-5 py-4">
      <h2 id={`${id}-label`} className="font-semibold">
        {group ? title : <label htmlFor={id}>{title}</label>}
      </h2>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="mt-2">{children}</div>
      {error && <FieldError id={`${id}-error`} message={error.message} help={helpOf(error)} />}
      {warnings.map((remark) => (
        <FieldWarning key={remark.message} help={helpOf(remark)}>
          {remark.message}
        </FieldWarning>
      ))}
    </div>
  );
}

/** Its code never changes, so it is also the address of its explanation. */
function helpOf({ code }: Remark): Help | undefined {
  return code ? { href: `/policies/issues#${code}`, about: code } : undefined;
}
