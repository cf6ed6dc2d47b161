/**
 * Reads the body of a request, and stops at its limit: null if the body is longer. `maxBytes` bytes are in memory at
 * most. The content-length header is a hint only; the bytes that arrive are counted.
 */
export async function readBody(
  { headers, body }: { headers: Pick<Headers, 'get'>; body: Request['body'] | Buffer },
  maxBytes: number,
): Promise<Buffer | null> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return null;
  if (!body) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body.length > maxBytes ? null : body;
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}
