'use client';

import { type Verb, verbs } from '@/lib/core/target/target';
import { formatVerb } from '@/lib/core/text/target';

/** Chooses the policy actions of a server. */
export function VerbChoice({
  chosen,
  onChange,
}: {
  chosen: readonly Verb[];
  onChange: (verbs: Verb[]) => void;
}) {
  const toggle = (verb: Verb) => onChange(verbs.filter((one) => (one === verb) !== chosen.includes(one)));
  return (
    <fieldset aria-labelledby="verbs-label" className="flex flex-wrap gap-x-5 gap-y-1">
      {verbs.map((verb) => (
        <label key={verb} className="flex min-h-7 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(verb)}
            onChange={() => toggle(verb)}
          />
          {formatVerb(verb)}
        </label>
      ))}
    </fieldset>
  );
}
