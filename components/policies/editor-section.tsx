import type { ReactNode } from 'react';
import { FieldError, FieldWarning } from '@/components/ui/field';

/** What is said at a field: of an issue its code too. */
export type Remark = { message: string; code?: string };

type Props = {
  /** of the control; its label, hint and error follow from it */
  id: string;
  title: string;
  hint?: string;
  /** the control is a group: its name comes from the title, but a click on the title goes nowhere */
  group?: boolean;
  error?: Remark | undefined;
  warnings?: readonly Remark[];
  children: ReactNode;
};

/** One question of the editor. */
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
      {error && <FieldError id={`${id}-error`} {...error} />}
      {warnings.map(({ message, code }) => (
        <FieldWarning key={message} {...(code && { code })}>
          {message}
        </FieldWarning>
      ))}
    </div>
  );
}
