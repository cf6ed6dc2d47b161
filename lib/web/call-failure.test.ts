import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error';
import { expect, test } from 'vitest';
import { callFailure, serverUnreachable } from './call-failure';

test.each([
  [
    'an action of another build',
    new UnrecognizedActionError('Server Action "00" was not found'),
    /^This page is from/,
  ],
  ['no connection', new TypeError('Failed to fetch'), new RegExp(serverUnreachable)],
  [
    'a page of a proxy',
    new Error('An unexpected response was received from the server.'),
    /a proxy in front of it/,
  ],
  ['an error of the server', Object.assign(new Error('omitted'), { digest: '1' }), /^The server failed/],
  ['a refusal of the server', new Error('Set NEXTAUTH_URL.'), /^Set NEXTAUTH_URL\.$/],
])('%s is explained', (_, error, message) => {
  expect(callFailure(error)).toEqual({
    ok: false,
    code: 'unanswered',
    message: expect.stringMatching(message),
    faults: [],
    requestId: null,
  });
});
