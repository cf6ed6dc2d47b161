import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOwnRequest } from './is-own-request';

const origin = 'https://access.example.com';
const isOwn = (method: string, path: string, headers: Record<string, string> = {}) =>
  isOwnRequest({ method, path, headers }, origin);

describe('a request that changes something', () => {
  test.each([
    ['from the console', { origin }, true],
    ['from the console, in a browser that sends no Origin', { 'sec-fetch-site': 'same-origin' }, true],
    ['from another site', { origin: 'https://evil.example' }, false],
    ['from another host of the domain', { origin: 'https://wiki.example.com' }, false],
    ['from the same host without encryption', { origin: 'http://access.example.com' }, false],
    ['from a sandboxed frame', { origin: 'null' }, false],
    ['from another site that a browser names', { 'sec-fetch-site': 'same-site' }, false],
    ['of unknown origin', {}, false],
  ])('%s', (_, headers, own) => {
    for (const path of ['/policies', '/api/auth/signin/oidc', '/api/auth/signout', '/anything'])
      expect(isOwn('POST', path, headers)).toBe(own);
  });

  test.each([
    ['by a link of the console', { 'sec-fetch-site': 'same-origin' }, true],
    ['by an address that a person types', { 'sec-fetch-site': 'none' }, true],
    ['by a link of the console without encryption', { referer: `${origin}/audit?action=x` }, true],
    ['by a link of another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['by a link of another site, old browser', { referer: 'https://evil.example/' }, false],
    ['by a link without a trace', {}, false],
  ])('%s', (_, headers, own) => {
    for (const path of ['/api/slack/install', '/audit/export', '/audit/sealed'])
      expect(isOwn('GET', path, headers)).toBe(own);
  });
});

test('reading needs no origin, and neither do calls with a token or a signature', () => {
  expect(isOwn('GET', '/policies')).toBe(true);
  expect(isOwn('PATCH', '/api/v2/access/requests/1/approve', { origin: 'https://evil.example' })).toBe(true);
  expect(isOwn('POST', '/api/slack/interactions')).toBe(true);
  expect(isOwn('POST', '/api/slack/install')).toBe(false);
});

test('TRACE is refused', () => {
  // No browser sends it, and Node would answer it as any other method.
  for (const path of ['/policies', '/api/auth/session']) expect(isOwn('TRACE', path)).toBe(false);
});

const app = join(import.meta.dirname, '../../app');
const routes = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .map((file) => ({ path: `/${file.replace(/\/route\.ts$/, '').replace(/\([^/]*\)\//g, '')}`, file }));
const changes = /export (?:const|async function|function|\{[^}]* as) \W*(POST|PUT|PATCH|DELETE)\b/;

test('no route that changes something without an origin reads the cookie of a browser', () => {
  const free = routes.filter(({ path }) => isOwn('POST', path));
  const open = free.filter(({ file }) =>
    changes.test(readFileSync(join(app, file), 'utf8').replace(/^export const .* = getOnly;$/m, '')),
  );
  expect(open.map(({ path }) => path)).toContain('/api/v2/[[...path]]');
  const api = join(app, '../lib/api');
  const endpoints = readdirSync(api, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => join(api, file));
  expect(endpoints.length).toBeGreaterThan(10);
  const reading = [...open.map(({ file }) => join(app, file)), ...endpoints].filter((file) =>
    /lib\/auth\/|next\/headers/.test(readFileSync(file, 'utf8')),
  );
  expect(reading).toEqual([]);
});

test('every GET that reads the cookie in a route is one that changes nothing, or names where it must come from', () => {
  const withCookie = routes.filter(({ file }) =>
    /lib\/auth\/|audit-download/.test(readFileSync(join(app, file), 'utf8')),
  );
  expect(withCookie.map(({ path }) => path).sort()).toEqual([
    '/api/auth/[...nextauth]', // checks a state that it set itself
    '/api/slack/install',
    '/api/slack/oauth_redirect', // the state of Slack, in the cookie too
    '/api/v2/web/[id]/start', // comes from the web app
    '/audit/export',
    '/audit/public-key', // changes nothing
    '/audit/sealed',
    '/audit/verify', // has no GET
    '/work', // changes nothing
  ]);
});
