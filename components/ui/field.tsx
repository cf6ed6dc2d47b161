import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

export const control =
  'w-full rounded-lg border border-edge bg-bg px-2.5 text-ink placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad';

/** The ids of a control's hint and error, for `aria-describedby`. */
export function describedBy(id: string, has: { hint?: unknown; error?: unknown }): string | undefined {
  const ids = [has.hint && `${id}-hint`, has.error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

type FieldProps = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** `id` is a group of controls, which the label names through aria-labelledby */
  group?: boolean;
  children: ReactNode;
};

/** A control with its label and hint above, and its error below. */
export function Field({ id, label, hint, error, group, children }: FieldProps) {
  const Label = group ? 'span' : 'label';
  return (
    <div className="min-w-0">
      <Label id={`${id}-label`} {...(!group && { htmlFor: id })} className="block font-semibold">
        {label}
      </Label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="mt-1.5">{children}</div>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

/** Where an error or a warning is explained, and what it is about. */
export type Help = { href: string; about: string };

/** An error of a field. */
export function FieldError({
  id,
  message,
  help,
}: {
  id?: string;
  message?: string | undefined;
  help?: Help | undefined;
}) {
  if (!message) return null;
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-bad">
      <OctagonAlert aria-hidden size={15} className="mt-[3px] shrink-0" />
      <span className="min-w-0 break-words">
        {message} {help && <HelpLink {...help} />}
      </span>
    </p>
  );
}

/** A warning at a field; it does not prevent saving. */
export function FieldWarning({ children, help }: { children: ReactNode; help?: Help | undefined }) {
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-warn">
      <TriangleAlert aria-hidden size={15} className="mt-[3px] shrink-0" />
      <span className="min-w-0 break-words">
        {children} {help && <HelpLink {...help} />}
      </span>
    </p>
  );
}

/** A link to an explanation, in a new tab so that the form stays. */
function HelpLink({ href, about }: Help) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2">
      Help<span className="sr-only"> about {about}, in a new tab</span>
    </a>
  );
}

export function TextInput(props: ComponentProps<'input'>) {
  return <input {...props} className={`${control} h-9 ${props.className ?? ''}`} />;
}

export function TextArea(props: ComponentProps<'textarea'>) {
  return <textarea {...props} className={`${control} block resize-y py-1.5 ${props.className ?? ''}`} />;
}
