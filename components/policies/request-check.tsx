import { CircleCheck, CircleX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { verbs } from '@/lib/core/target/target';
import { describeSimulation } from '@/lib/core/text/policy';
import { formatAccessSpec, formatTarget, formatVerb } from '@/lib/core/text/target';
import type { CheckedRequest } from '@/lib/web/check-request';

/** One question about policies, and its answer. It is in the page's address, so it can be shared. */
export function RequestCheck({ question, people, targets, answer, problem }: CheckedRequest) {
  return (
    <div className="flex flex-col gap-5">
      <form
        action="/policies/simulator"
        className="rounded-xl border border-line bg-panel px-5 py-4 shadow-card"
      >
        <input type="hidden" name="ask" value="check" />
        <h2 className="mb-3 font-semibold">Can this person request this access?</h2>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field id="check-person" label="Person">
            <Suggested id="check-person" name="person" value={question.person} from={people} hint="Email" />
          </Field>
          <Field id="check-target" label="Target">
            <Suggested id="check-target" name="target" value={question.target} from={targets} hint="Name" />
          </Field>
          <Field id="check-as" label="Target user">
            <TextInput
              key={question.as}
              id="check-as"
              name="as"
              defaultValue={question.as}
              placeholder="Not for web apps"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          </Field>
          <Field id="check-action" label="Action">
            <Select
              key={question.action}
              id="check-action"
              name="action"
              defaultValue={question.action ?? 'Shell'}
            >
              {verbs.map((verb) => (
                <option key={verb} value={verb}>
                  {formatVerb(verb)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-muted">Only servers have actions to choose from.</p>
          <Button type="submit" look="primary">
            Check
          </Button>
        </div>
      </form>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {answer && <Answer answer={answer} />}
    </div>
  );
}

function Answer({ answer }: { answer: NonNullable<CheckedRequest['answer']> }) {
  const { email, target, spec, outcome, receipt, now } = answer;
  const isDenied = outcome === 'denied';
  const Icon = isDenied ? CircleX : CircleCheck;
  const lists = [
    { title: 'Other policies that cover it', lines: receipt.later },
    { title: 'Policies that nearly cover it', lines: receipt.nearly },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <section
      aria-labelledby="answer"
      className="rounded-xl border border-line bg-panel px-5 py-4 break-words shadow-card"
    >
      <p className="text-muted">
        {email} on {formatTarget(target)}, {formatAccessSpec(spec)}
      </p>
      <h2 id="answer" className="mt-1 flex items-start gap-2 text-lg font-bold">
        <Icon aria-hidden size={18} className={`mt-[3px] shrink-0 ${isDenied ? 'text-bad' : 'text-ok'}`} />
        {describeSimulation(answer)}
      </h2>
      {receipt.decided.map((line) => (
        <p key={line} className="mt-1">
          {line}
        </p>
      ))}
      {lists.map(({ title, lines }) => (
        <div key={title} className="mt-3">
          <h3 className="font-semibold">{title}</h3>
          <ul className="list-disc pl-5">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className="mt-3">
        <span className="font-semibold">Without a request, at this moment:</span> {now}
      </p>
    </section>
  );
}

/** A text field with suggestions. */
function Suggested(props: {
  id: string;
  name: string;
  value: string;
  from: readonly string[];
  hint: string;
}) {
  const { id, name, value, from, hint } = props;
  return (
    <>
      <TextInput
        key={value}
        id={id}
        name={name}
        list={`${id}-list`}
        defaultValue={value}
        placeholder={hint}
        required
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <datalist id={`${id}-list`}>
        {from.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
