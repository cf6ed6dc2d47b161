import { expect, test } from 'vitest';
import { readBody } from './read-body';

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

test('a body is read up to its limit, whatever its content-length', async () => {
  expect(await readBody(request('12345'), 5)).toEqual(Buffer.from('12345'));
  expect(await readBody(request('123456'), 5)).toBeNull();
  expect(await readBody(request('123456', { 'content-length': '1' }), 5)).toBeNull();
});

test('an endless body is not read further than its limit', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
  });
  expect(await readBody(request(endless), 1024 * 1024)).toBeNull();
  expect(pulled).toBeLessThan(25);
});
