import type { IncomingMessage, ServerResponse } from 'node:http';

/** A route's Request as a Node request, with the parts that @slack/oauth reads. */
export function toNodeRequest(request: Request): IncomingMessage {
  const { pathname, search } = new URL(request.url);
  const shape = {
    method: request.method,
    url: pathname + search,
    headers: Object.fromEntries(request.headers),
  };
  return asNode<IncomingMessage>(shape);
}

/** A Node response that captures what @slack/oauth writes, as a route's Response. */
export function captureNodeResponse(): { res: ServerResponse; toResponse(): Response } {
  const headers = new Headers();
  let status = 200;
  let body = '';
  const shape = {
    getHeader(name: string) {
      const found = name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name);
      if (Array.isArray(found)) return found.length > 0 ? found : undefined;
      return found ?? undefined;
    },
    setHeader(name: string, value: string | number | readonly string[]) {
      headers.delete(name);
      for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each));
      return shape;
    },
    writeHead(code: number, values: Record<string, string | string[]> = {}) {
      status = code;
      for (const [name, value] of Object.entries(values)) shape.setHeader(name, value);
      return shape;
    },
    end(chunk?: string) {
      body = chunk ?? body;
      return shape;
    },
  };
  return {
    res: asNode<ServerResponse>(shape),
    toResponse: () => {
      const cookies = headers.getSetCookie();
      headers.delete('set-cookie');
      // The library leaves SameSite to the browser, and not every browser takes lax then.
      for (const cookie of cookies) headers.append('set-cookie', `${cookie}; SameSite=Lax`);
      return new Response(body === '' ? null : body, { status, headers });
    },
  };
}

// The library uses the methods above and no others.
function asNode<T>(shape: object): T {
  return shape as T;
}
