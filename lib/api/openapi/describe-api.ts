import { productVersion } from '@/lib/version';
import type { Endpoint } from '../endpoint';
import { describeOperation } from './describe-operation';
import type { OpenApi } from './document';
import { JsonSchemas } from './json-schemas';
import { describeShared } from './shared';
import type { Offered } from './statuses';
import { tagOf } from './tags';

const description = [
  'Every answer but revocation lists is JSON, errors too: `errorMsg` is a sentence for people, `errorType` a code that never changes.',
  'Names that an operation does not describe are refused, in the query and in the body. In a query, the items of a list are',
  'separated by commas, or the name is repeated. 405 with `Allow` answers another method, 501 what this server does not offer.',
  'Answers to a key or a login have the headers `RateLimit` and `RateLimit-Policy`. The addresses below `/api/v2/web` are for',
  'the proxies of web apps, and not described here.',
].join('\n');

/** The description of the API in OpenAPI 3.1, generated from the schemas that check the calls. */
export function describeApi(endpoints: readonly Endpoint[]): OpenApi {
  const schemas = new JsonSchemas();
  const offered = endpoints.filter((each): each is Offered => each.contract !== null);
  const paths: OpenApi['paths'] = {};
  for (const endpoint of offered) {
    const operation = describeOperation(endpoint, schemas);
    const path = `/${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'BastionZero API', version: productVersion, description },
    servers: [{ url: '/api/v2' }],
    security: [{ apiKey: [] }, { login: [] }],
    tags: [...new Set(offered.map(({ path }) => tagOf(path)))],
    paths,
    components: describeShared(schemas),
  };
}
