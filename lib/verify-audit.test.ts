import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  describeReport,
  eventLine,
  firstHash,
  headerLine,
  introduceKey,
  keyIdOf,
  lineOfCheckpoint,
  lineOfKey,
  signCheckpoint,
  splitLines,
  verifyAudit,
} from './verify-audit.mjs';

const log = '0199f000-0000-4000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'verify-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { publicKey, privateKey, pem, id: keyIdOf(publicKey) };
};
const key = newKey();

/** A separator that some tools take for a line end, a letter of several bytes, and what a regular expression could trip on. */
const textOf = (n: number) => `{"id":${n},"actor":"engineer ${n}\u2028ä}","data":{"reason":"INC-${n}"}}`;

/** The lines of a log of `count` events that says `text(n)`, and the text of its checkpoint at each event. */
function makeLog(count: number, text: (n: number) => string = textOf, signer = key) {
  let hash = firstHash(log);
  const events: string[] = [];
  const checkpoints: string[] = [];
  for (let n = 1; n <= count; n++) {
    hash = createHash('sha256').update(hash).update(text(n)).digest();
    const at = '2026-11-26T12:00:00.000Z';
    const head = { log, seq: n, hash: hash.toString('hex'), at };
    events.push(eventLine({ ...head, line: text(n) }));
    checkpoints.push(signCheckpoint({ ...head, keyId: signer.id }, signer.privateKey));
  }
  return { events, checkpoints, lines: [headerLine(log), ...events] };
}

const verify = (lines: readonly string[], checkpoints: readonly string[] = [], publicKeys = key.pem) =>
  verifyAudit(
    lines.map((line) => Buffer.from(line)),
    { publicKeys, checkpoints: checkpoints.join('\n') },
  );

const good = makeLog(9);
const [head = ''] = good.lines;
const at = (n: number) => good.events[n - 1] ?? '';
const checkpointAt = (n: number) => good.checkpoints[n - 1] ?? '';
const rewritten = makeLog(9, (n) => (n < 5 ? textOf(n) : `{"id":${n},"actor":"somebody else"}`));
const with9 = (change: (events: string[]) => void) => {
  const events = [...good.events];
  change(events);
  return [head, ...events];
};

test('a complete log is good, and its checkpoints cover it up to the last one', async () => {
  const lines = [...good.lines.slice(0, 8), lineOfCheckpoint(checkpointAt(7)), ...good.lines.slice(8)];
  const report = await verify(lines, [
    `Audit log checkpoint at event 4: ${checkpointAt(4)} (posted by the app)`,
  ]);
  expect(report).toEqual({ log, events: 9, checkpoints: 2, covered: 7, fault: null });
  expect(describeReport(report)).toBe(
    '9 events are complete and unchanged. 2 signed checkpoints, the last at event 7. The 2 after it have none yet.',
  );
});

describe('R25 names the first bad event:', () => {
  test.each([
    ['changed', 'changed', 4, with9((all) => all.splice(3, 1, at(4).replace('INC-4', 'INC-0')))],
    ['the last one changed', 'changed', 9, with9((all) => all.splice(8, 1, at(9).replace('INC-9', 'INC-0')))],
    ['removed', 'removed', 4, with9((all) => all.splice(3, 1))],
    [
      'removed, and the next numbers changed',
      'removed',
      4,
      [
        head,
        ...good.events.slice(0, 3),
        ...good.events.slice(4, 7).map((line, i) => line.replace(`"seq":${i + 5}`, `"seq":${i + 4}`)),
        ...good.events.slice(7),
      ],
    ],
    ['the first three removed', 'removed', 1, with9((all) => all.splice(0, 3))],
    ['inserted', 'inserted', 4, with9((all) => all.splice(3, 0, at(4).replace('INC-4', 'INC-0')))],
    [
      'inserted, and the later numbers changed',
      'inserted',
      4,
      [
        head,
        ...good.events.slice(0, 3),
        at(4).replace('INC-4', 'INC-0'),
        ...good.events.slice(3).map((line, i) => line.replace(`"seq":${i + 4}`, `"seq":${i + 5}`)),
      ],
    ],
    ['an earlier one repeated', 'inserted', 7, with9((all) => all.splice(6, 0, at(2)))],
    ['a later one copied', 'inserted', 3, with9((all) => all.splice(2, 0, at(8)))],
    ['two swapped', 'reordered', 4, with9((all) => all.splice(3, 2, at(5), at(4)))],
    ['one moved to the end', 'reordered', 2, with9((all) => all.push(...all.splice(1, 1)))],
    ['one moved forward', 'reordered', 2, with9((all) => all.splice(1, 0, ...all.splice(7, 1)))],
    [
      'two swapped, and their numbers too',
      'reordered',
      4,
      with9((all) =>
        all.splice(3, 2, at(5).replace('"seq":5', '"seq":4'), at(4).replace('"seq":4', '"seq":5')),
      ),
    ],
  ] as const)('%s', async (_, kind, seq, lines) => {
    const report = await verify(lines);
    expect(report.fault).toMatchObject({ kind, seq });
    expect(report.events).toBe(seq - 1);
  });

  test('cut tail: a checkpoint is beyond the end', async () => {
    const report = await verify(good.lines.slice(0, 7), [checkpointAt(3), checkpointAt(8)]);
    expect(report.fault).toMatchObject({ kind: 'cut', seq: 7, line: null });
    expect(describeReport(report)).toBe(
      'The end was cut: the log has 6 events, but a signed checkpoint covers 8. Events 1 to 6 are good.',
    );
  });

  test('rewritten chain: every hash fits, but a checkpoint does not', async () => {
    expect((await verify(rewritten.lines)).fault).toBeNull();
    const report = await verify(rewritten.lines, [checkpointAt(3), checkpointAt(6)]);
    expect(report.fault).toMatchObject({ kind: 'rewritten', seq: 4 });
    expect(report.fault?.message).toContain('The first changed event is one of 4 to 6.');
  });
});

test('a checkpoint that another key signed proves nothing', async () => {
  const other = makeLog(9, textOf, newKey());
  expect((await verify(good.lines, [other.checkpoints[4] ?? ''])).fault).toMatchObject({
    kind: 'checkpoint',
    seq: 5,
  });
  const forged = checkpointAt(5).replace(' 5 ', ' 15 ');
  expect((await verify(good.lines, [forged])).fault).toMatchObject({ kind: 'checkpoint', seq: 15 });
});

test('a new key counts where a known key introduced it', async () => {
  const next = newKey();
  const checkpoint = makeLog(9, textOf, next).checkpoints[8] ?? '';
  const introduction = introduceKey({ log, publicKey: next.publicKey, signer: key.id }, key.privateKey);
  const lines = (text: string) => [head, lineOfKey(text), ...good.events, lineOfCheckpoint(checkpoint)];
  expect((await verify(lines(introduction))).fault).toBeNull();
  const self = introduceKey({ log, publicKey: next.publicKey, signer: next.id }, next.privateKey);
  expect((await verify(lines(self))).fault).toMatchObject({ kind: 'checkpoint' });
});

test('checkpoints of another log do not count', async () => {
  const other = checkpointAt(4).replace(log, log.replace('0199', '0198'));
  expect(await verify(good.lines, [other])).toMatchObject({ checkpoints: 0, fault: null });
});

test.each([
  ['an empty file', []],
  ['another file', ['{"a":1}']],
  ['a line that another program formatted', [head, JSON.stringify(JSON.parse(at(1)), null, 1)]],
])('%s is not an export', async (_, lines) => {
  expect((await verify(lines)).fault).toMatchObject({ kind: 'format' });
});

test('any change to a log is found, and counts as good exactly the events before it', async () => {
  const { lines } = good;
  const line = fc.nat({ max: lines.length - 1 });
  const tampering = fc.oneof(
    fc.record({ how: fc.constant('flip' as const), line, to: fc.nat({ max: 999 }), bit: fc.nat({ max: 7 }) }),
    fc.record({ how: fc.constantFrom('remove', 'repeat', 'move'), line, to: line, bit: fc.constant(0) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(tampering, { minLength: 1, maxLength: 4 }), async (all) => {
      const changed = lines.map((text) => Buffer.from(text));
      for (const one of all) tamper(changed, one);
      const first = [...changed, undefined].findIndex((bytes, i) => bytes?.toString('hex') !== hex(lines[i]));
      const report = await verifyAudit(changed, { publicKeys: key.pem, checkpoints: checkpointAt(9) });
      const isSame = first < 0;
      expect(report.fault === null).toBe(isSame);
      expect(report.events).toBe(isSame ? 9 : Math.max(0, first - 1));
    }),
    { numRuns: 300 },
  );
});

const hex = (text: string | undefined) => text && Buffer.from(text).toString('hex');

function tamper(
  lines: Buffer[],
  { how, line, to, bit }: { how: string; line: number; to: number; bit: number },
): void {
  const [taken = Buffer.alloc(0)] = lines.splice(line, 1);
  if (how === 'flip') {
    const place = to % Math.max(1, taken.length);
    lines.splice(line, 0, taken.map((byte, i) => (i === place ? byte ^ (1 << bit) : byte)) as Buffer);
  } else if (how !== 'remove') {
    lines.splice(to, 0, taken, ...(how === 'repeat' ? [taken] : []));
  }
}

test('lines end at line feeds only, wherever the chunks of the stream end', async () => {
  const bytes = Buffer.from(`${good.lines.join('\n')}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }), async (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
      const found: string[] = [];
      for await (const line of splitLines(toStream(chunks))) found.push(line.toString());
      expect(found).toEqual(good.lines);
    }),
    { numRuns: 50 },
  );
});

async function* toStream(chunks: readonly Buffer[]) {
  yield* chunks;
}

test('the file alone verifies an export with plain Node, offline', () => {
  const path = (name: string) => join(folder, name);
  // Under another name and away from the project, as a download is.
  copyFileSync('lib/verify-audit.mjs', path('verify-audit (1).mjs'));
  writeFileSync(path('key.pem'), key.pem);
  writeFileSync(path('good.jsonl'), `${good.lines.join('\n')}\n`);
  writeFileSync(path('bad.jsonl'), `${with9((all) => all.splice(3, 1)).join('\n')}\n`);
  writeFileSync(path('slack.txt'), `12:05 PM\nCheckpoint ${checkpointAt(9)}\n`);
  const run = (...args: string[]) => {
    const env = { PATH: '' } as unknown as NodeJS.ProcessEnv;
    const { status, stdout } = spawnSync(process.execPath, ['verify-audit (1).mjs', ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { status, stdout };
  };
  expect(run('good.jsonl', 'key.pem', 'slack.txt')).toEqual({
    status: 0,
    stdout: '9 events are complete and unchanged. 1 signed checkpoint, the last at event 9.\n',
  });
  expect(run('bad.jsonl', 'key.pem')).toEqual({
    status: 1,
    stdout: 'Event 4 was removed. Events 1 to 3 are good.\n',
  });
  expect(run('good.jsonl', 'good.jsonl').status).toBe(2);
  expect(run().status).toBe(2);
});
