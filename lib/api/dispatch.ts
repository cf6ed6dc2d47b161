import type { ApiAnswer, ApiRequest } from './api-request';
import { answerCaller, hasToken } from './call';
import type { Endpoint } from './endpoint';
import { endpoints } from './endpoints';
import { errorResponse, HttpError } from './errors';
import { refuseCredentials } from './refuse-credentials';
import { withServerVersion } from './zli-version';

type Shape = { segments: readonly string[]; endpoints: Endpoint[] };

/** The endpoints by path; a path without a parameter comes before one with a parameter in the same place. */
const shapes = groupByPath(endpoints);

/** Answers a call below `/api/v2` as a route of Next does. */
export async function dispatch(request: Request): Promise<Response> {
  const answer = await answerCall(request);
  return answer instanceof Response ? answer : answer.toResponse();
}

/**
 * Answers a call below `/api/v2`. A path that this server does not have is 501, not 404, because Terraform forgets a
 * resource at every 404.
 */
export async function answerCall(request: ApiRequest): Promise<ApiAnswer> {
  const url = new URL(request.url);
  try {
    refuseCredentials(url);
  } catch (error) {
    return refuse(error);
  }
  const path = url.pathname.replace(/^\/api\/v2\/?/, '');
  const segments = path.split('/');
  const shape = shapes.find((each) => isMatch(each.segments, segments));
  if (!shape) {
    const message = `This server does not offer ${request.method} /api/v2/${path}.`;
    return refuseCall(request, new HttpError(501, 'not-offered', message));
  }
  const allow = [...shape.endpoints.map(({ method }) => method), 'OPTIONS'].join(', ');
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = shape.endpoints.find((each) => each.method === method);
  if (found) return found.answer(request, paramsOf(shape.segments, segments));
  const message = `Use ${allow} for this address, not ${request.method}.`;
  return refuseCall(request, new HttpError(405, 'method-not-allowed', message, { allow }));
}

/** A caller who presents a token is authenticated first, so that this call too is counted and, of a program, an event. */
async function refuseCall(request: ApiRequest, error: HttpError): Promise<ApiAnswer> {
  if (!hasToken(request)) return refuse(error);
  return answerCaller(() => Promise.reject(error))(request, {});
}

function refuse(error: unknown): Response {
  return withServerVersion(errorResponse(error));
}

function groupByPath(all: readonly Endpoint[]): Shape[] {
  const paths = [...new Set(all.map(({ path }) => path))];
  return paths
    .map((path) => ({ segments: path.split('/'), endpoints: all.filter((each) => each.path === path) }))
    .sort((a, b) => a.segments.filter(isParam).length - b.segments.filter(isParam).length);
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (isParam(part) ? segments[index] !== '' : part === segments[index]))
  );
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pattern.flatMap((part, index) =>
      isParam(part) ? [[part.slice(1, -1), decode(segments[index] ?? '')]] : [],
    ),
  );
}

function isParam(part: string): boolean {
  return part.startsWith('{');
}

/** A text that is no encoded text stays as it is: no id is equal to it. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
