export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-hover',
  plain: 'border-line bg-panel text-ink hover:bg-soft',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-soft hover:text-ink',
  danger: 'border-transparent bg-bad text-bad-ink hover:bg-bad-hover',
};

/** The classes of a button, for buttons and for links that look like one. */
export function buttonClass(look: ButtonLook = 'plain'): string {
  return `inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-lg border px-3 font-semibold whitespace-nowrap transition-colors aria-busy:opacity-70 data-off:opacity-55 ${looks[look]}`;
}
