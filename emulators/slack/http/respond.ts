import type { ServerResponse } from 'node:http';

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  send(response, status, JSON.stringify(value ?? null), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

export function sendHtml(
  response: ServerResponse,
  html: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  send(response, status, html, { 'content-type': 'text/html; charset=utf-8', ...headers });
}

/** Sends a response that must not be cached. */
export function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body);
}

export function redirect(response: ServerResponse, to: string, headers: Record<string, string> = {}): void {
  send(response, 302, '', { location: to, ...headers });
}

/** Escapes text for HTML, including attributes. */
export function escapeHtml(text: string): string {
  const safe: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (each) => safe[each] ?? each);
}
