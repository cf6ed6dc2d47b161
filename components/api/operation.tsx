import type { ReactNode } from 'react';
import { Card, CardSection } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-text';
import type { OperationView } from '@/lib/api/reference/reference';
import { FieldTable } from './field-table';

/** Everything that a call of one operation takes and gets. */
export function Operation({ operation }: { operation: OperationView }) {
  const { needsCaller, parameters, body, answer, fields, parts, statuses, example } = operation;
  return (
    <div className="flex flex-col gap-5">
      <Card label="Example">
        <CardSection
          title="Example"
          hint={
            needsCaller
              ? 'Replace the words in capitals. API_KEY is a key from Settings.'
              : 'No key is needed.'
          }
        >
          <CopyText text={example} what="example" />
        </CardSection>
      </Card>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <FieldTable label="Parameters" fields={parameters} note="required" />
        </Part>
      )}
      {body.length > 0 && (
        <Part title="Body" hint="A JSON object. Fields that are not listed are refused.">
          <FieldTable label="Body" fields={body} note="required" />
        </Part>
      )}
      <Part title="Answer" hint={answer === null ? 'No content.' : answer}>
        {fields.length > 0 && <FieldTable label="Answer" fields={fields} note="optional" />}
      </Part>
      {parts.map((part) => (
        <Part key={part.name} title={part.name}>
          <FieldTable label={part.name} fields={part.fields} note="optional" />
        </Part>
      ))}
      <Card label="Statuses">
        <CardSection title="Statuses">
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
            {statuses.map(({ status, about }) => (
              <div key={status} className="contents">
                <dt className="font-mono text-sm">{status}</dt>
                <dd>{about}</dd>
              </div>
            ))}
          </dl>
        </CardSection>
      </Card>
    </div>
  );
}

/** A table with its title. */
function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="font-semibold break-words">{title}</h2>
      {hint && <p className="text-sm text-muted">{hint}</p>}
      <div className="mt-2">{children}</div>
    </section>
  );
}
