import { expect, test } from 'vitest';
import { readVerification, type VerifyStep, verificationStream } from './verification';

const read = async (response: Response) => {
  const steps: VerifyStep[] = [];
  for await (const step of readVerification(response)) steps.push(step);
  return steps;
};

test('the steps arrive as they were reported, the result last', async () => {
  const stream = verificationStream(async (report) => {
    report({ kind: 'progress', events: 1, total: 2 });
    return { kind: 'bad', text: 'Event 2 was removed.\n“ä”' };
  });
  expect(await read(new Response(stream))).toEqual([
    { kind: 'progress', events: 1, total: 2 },
    { kind: 'bad', text: 'Event 2 was removed.\n“ä”' },
  ]);
});

test('a stream that ends without a result is an error, and so is an answer that is none', async () => {
  await expect(read(new Response('{"kind":"progress","events":1,"total":2}\n'))).rejects.toThrow(
    'ended early',
  );
  await expect(read(new Response('', { status: 500 }))).rejects.toThrow('500');
});

test('the verification ends when the reader leaves', async () => {
  let resolve = () => {};
  const aborted = new Promise<void>((done) => {
    resolve = done;
  });
  const stream = verificationStream(async (_, signal) => {
    signal.addEventListener('abort', () => resolve());
    await aborted;
    return { kind: 'failed', text: '' };
  });
  await stream.cancel();
  await aborted;
});
