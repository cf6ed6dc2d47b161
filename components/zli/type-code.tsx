import { Button } from '@/components/ui/button';
import { describedBy, Field, TextInput } from '@/components/ui/field';

/** Asks for the code that a terminal shows; a plain form, so that the address has it. */
export function TypeCode({ code, fault }: { code: string; fault?: string }) {
  const has = { hint: true, error: fault };
  return (
    <form action="/zli" className="rounded-xl border border-line bg-panel p-5 shadow-card">
      <Field
        id="zli-code"
        label="Code"
        hint="The one that zli login --device shows in its terminal, like BCDF-GHJK."
        error={fault}
      >
        <TextInput
          id="zli-code"
          name="code"
          required
          defaultValue={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          className="font-mono uppercase"
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy('zli-code', has)}
        />
      </Field>
      <div className="mt-4 flex justify-end">
        <Button type="submit" look="primary">
          Go on
        </Button>
      </div>
    </form>
  );
}
