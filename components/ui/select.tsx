import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { control } from './field';

/** A native select, for short lists. */
export function Select({ children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...rest} className={`${control} h-9 appearance-none pr-8`}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={15}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
