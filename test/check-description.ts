import { Ajv2020 } from 'ajv/dist/2020';
import type { JsonSchema, OpenApi } from '@/lib/api/openapi/document';

type Answer = { status: number; headers: Headers; text: string };

/** Holds the answers of a server against the description of its API. */
export function descriptionChecker({ paths, components }: OpenApi) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components });
  const compiled = new Map<JsonSchema, ReturnType<typeof ajv.compile>>();
  const validatorOf = (schema: JsonSchema) => {
    const known = compiled.get(schema);
    if (known) return known;
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
    const validate = ajv.compile(JSON.parse(text));
    compiled.set(schema, validate);
    return validate;
  };

  /** What of an answer is not as described. */
  return (method: string, path: string, { status, headers, text }: Answer): string[] => {
    const found = paths[path]?.[method.toLowerCase()]?.responses[status];
    const name = found && '$ref' in found ? found.$ref.split('/').at(-1) : undefined;
    const reply = name === undefined ? found : components.responses[name];
    if (!reply || '$ref' in reply) return [`${status} is not described: ${text}`];
    // The others depend on what is answered.
    const always = status === 429 ? ['Retry-After'] : ['ETag'];
    const lacking = Object.keys(reply.headers ?? {})
      .filter((each) => always.includes(each) && !headers.has(each))
      .map((each) => `${status} lacks the header ${each}`);
    const [type = null, content] = Object.entries(reply.content ?? {})[0] ?? [];
    const sent = headers.get('content-type')?.split(';')[0] ?? null;
    if (sent !== type) return [...lacking, `${status} is ${sent}, not ${type}`];
    if (!content?.schema) return lacking;
    const validate = validatorOf(content.schema);
    if (validate(JSON.parse(text))) return lacking;
    return [...lacking, `${status} does not fit: ${ajv.errorsText(validate.errors)} in ${text}`];
  };
}
