import { expect, test } from 'vitest';
import { captureNodeResponse, toNodeRequest } from './node-http';

test('a request keeps its path, query and headers', () => {
  const request = new Request('https://a.test/back?code=1&state=2', { headers: { Cookie: 'a=b' } });
  const { method, url, headers } = toNodeRequest(request);
  expect({ method, url, cookie: headers.cookie }).toEqual({
    method: 'GET',
    url: '/back?code=1&state=2',
    cookie: 'a=b',
  });
});

test('a response keeps status, body and every cookie, which other sites do not send', async () => {
  const { res, toResponse } = captureNodeResponse();
  expect(res.getHeader('Set-Cookie')).toBeUndefined();
  res.setHeader('Set-Cookie', ['a=1', 'b=2']);
  expect(res.getHeader('set-cookie')).toEqual(['a=1', 'b=2']);
  res.writeHead(302, { Location: 'https://b.test/' });
  res.end('bye');
  const response = toResponse();
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('https://b.test/');
  expect(response.headers.getSetCookie()).toEqual(['a=1; SameSite=Lax', 'b=2; SameSite=Lax']);
  expect(await response.text()).toBe('bye');
});
