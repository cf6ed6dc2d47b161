import { expect, test } from 'vitest';
import { sign, verifySignature } from './verify-signature';

// The example of Slack's documentation.
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const timestamp = '1531420618';
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const now = Number(timestamp);

function signed(headers: Record<string, string>, content: string | Uint8Array = body) {
  return { headers: new Headers(headers), body: Buffer.from(content) };
}

const good = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };

test('a signed body is read', () => {
  expect(verifySignature(signed(good), [secret], now)).toEqual({ ok: true, body });
  expect(verifySignature(signed(good), [secret], now + 300)).toMatchObject({ ok: true });
  expect(verifySignature(signed(good), [secret], now - 300)).toMatchObject({ ok: true });
});

test.each(['abc', '', 'NaN', '1531420618.5', '-1531420618', '1e9', 'Infinity', '0x5b4749ca'])(
  'a timestamp that is not a number of seconds is refused, even when it is signed: %s',
  (odd) => {
    const headers = { 'x-slack-signature': sign(body, odd, secret), 'x-slack-request-timestamp': odd };
    expect(verifySignature(signed(headers), [secret], now)).toMatchObject({ ok: false, status: 401 });
  },
);

test('an old request and one from the future are refused', () => {
  expect(verifySignature(signed(good), [secret], now + 301)).toMatchObject({ ok: false, status: 401 });
  expect(verifySignature(signed(good), [secret], now - 301)).toMatchObject({ ok: false, status: 401 });
});

test.each(['', 'v0=', signature.slice(0, -1), `${signature}0`, signature.replace('a2', 'a3'), 'v0=é'])(
  'another signature is refused, whatever its length: %s',
  (other) => {
    const headers = { ...good, 'x-slack-signature': Buffer.from(other).toString('latin1') };
    expect(verifySignature(signed(headers), [secret], now)).toMatchObject({ ok: false, status: 401 });
  },
);

test('a changed body, another secret and missing headers are refused', () => {
  expect(verifySignature(signed(good, `${body}x`), [secret], now)).toMatchObject({
    ok: false,
    status: 401,
  });
  expect(verifySignature(signed(good), [`${secret}x`], now)).toMatchObject({ ok: false, status: 401 });
  expect(verifySignature(signed({}), [secret], now)).toMatchObject({ ok: false, status: 401 });
  const { 'x-slack-signature': _, ...unsigned } = good;
  expect(verifySignature(signed(unsigned), [secret], now)).toMatchObject({ ok: false, status: 401 });
});

test('the signature is checked over bytes', () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x41]);
  const headers = { ...good, 'x-slack-signature': sign(bytes, timestamp, secret) };
  expect(verifySignature(signed(headers, bytes), [secret], now)).toMatchObject({ ok: true });
});

test('a body that was too long to be read is refused', () => {
  const call = { headers: new Headers(good), body: null };
  expect(verifySignature(call, [secret], now)).toMatchObject({ ok: false, status: 413 });
});

test('while the secret is changed, either one is accepted, in any order', () => {
  const other = 'f'.repeat(32);
  for (const secrets of [
    [secret, other],
    [other, secret],
  ])
    expect(verifySignature(signed(good), secrets, now)).toMatchObject({ ok: true });
  expect(verifySignature(signed(good), [other, `${secret}x`], now)).toMatchObject({ status: 401 });
});
