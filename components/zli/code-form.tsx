import { Button } from '@/components/ui/button';
import { describedBy, Field, TextInput } from '@/components/ui/field';

/** Takes the code that a terminal shows. A plain GET form: the page reads the code from its URL. */
export function CodeForm({ code, error }: { code: string; error?: string }) {
  return (
    <form action="/zli" className="rounded-xl border border-line bg-panel p-5 shadow-card">
      <Field
        id="zli-code"
        label="Code"
        hint="The code that zli login --device shows, for example BCDF-GHJK."
        error={error}
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
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy('zli-code', { hint: true, error })}
        />
      </Field>
      <div className="mt-4 flex justify-end">
        <Button type="submit" look="primary">
          Continue
        </Button>
      </div>
    </form>
  );
}
