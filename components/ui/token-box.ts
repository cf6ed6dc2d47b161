/** The classes of the box around tokens and their input. */
export const tokenBox =
  'flex min-h-9 w-full flex-wrap items-center gap-1.5 rounded-lg border border-edge bg-bg px-2 py-1 has-aria-invalid:border-bad has-[input:focus]:outline-2 has-[input:focus]:outline-offset-2 has-[input:focus]:outline-accent';

export const tokenField = 'h-6 min-w-32 grow basis-32 bg-transparent placeholder:text-faint outline-none';
