import { Search } from 'lucide-react';
import { control } from './field';

type Props = {
  label: string;
  placeholder: string;
  action: string;
  value: string;
  /** other parameters of the address to keep */
  keep?: Readonly<Record<string, string>>;
};

/** Searches through the page's address: the link can be shared and needs no script. */
export function SearchForm({ label, placeholder, action, value, keep = {} }: Props) {
  return (
    <search className="w-full sm:w-72">
      <form action={action} className="relative">
        {Object.entries(keep).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <Search aria-hidden size={15} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={placeholder}
          defaultValue={value}
          key={value}
          maxLength={200}
          className={`${control} h-8 pl-8`}
        />
      </form>
    </search>
  );
}
