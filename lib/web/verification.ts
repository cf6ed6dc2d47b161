/** A step of a verification of the audit log, one line of JSON each; the last one has the result. */
export type VerifyStep =
  | { kind: 'progress'; events: number; total: number }
  | { kind: 'good' | 'bad' | 'failed'; text: string };

/** Streams what `verify` reports. The verification ends when the reader leaves. */
export function verificationStream(
  verify: (report: (step: VerifyStep) => void, signal: AbortSignal) => Promise<VerifyStep>,
): ReadableStream<Uint8Array> {
  const leaving = new AbortController();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const send = (step: VerifyStep) => {
        if (!leaving.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(step)}\n`));
      };
      send(await verify(send, leaving.signal));
      if (!leaving.signal.aborted) controller.close();
    },
    cancel: () => leaving.abort(),
  });
}

/** Reads the steps of a stream. Throws if it ends without a result. */
export async function* readVerification(response: Response): AsyncGenerator<VerifyStep> {
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let last: VerifyStep | undefined;
  for (;;) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      last = JSON.parse(line) as VerifyStep;
      yield last;
    }
    if (done) break;
  }
  if (!last || last.kind === 'progress') throw new Error('the verification ended early');
}
