import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WireFormatError, WireReader, WireWriter } from './wire';

const item = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('uint32' as const), value: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
  fc.record({ kind: fc.constant('uint64' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({ kind: fc.constant('text' as const), value: fc.string({ unit: 'grapheme', maxLength: 400 }) }),
  fc.record({ kind: fc.constant('names' as const), value: fc.array(fc.stringMatching(/^[a-z0-9@.-]+$/)) }),
);
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

function write(writer: WireWriter, { kind, value }: Item): void {
  if (kind === 'byte') writer.byte(value);
  else if (kind === 'uint32') writer.uint32(value);
  else if (kind === 'uint64') writer.uint64(value);
  else if (kind === 'text') writer.string(value);
  else writer.nameList(value);
}

function read(reader: WireReader, { kind }: Item): unknown {
  if (kind === 'names') return reader.nameList();
  return reader[kind]();
}

test('the reader reads what the writer wrote, with any capacity, nested or not', () => {
  fc.assert(
    fc.property(fc.array(item), fc.nat(64), fc.boolean(), (items, capacity, isNested) => {
      const writer = new WireWriter(capacity);
      const writeAll = () => items.forEach((each) => void write(writer, each));
      if (isNested) writer.nested(writeAll);
      else writeAll();
      const whole = new WireReader(writer.bytes());
      const reader = isNested ? new WireReader(whole.string()) : whole;
      expect(items.map((each) => read(reader, each))).toEqual(items.map(({ value }) => value));
      reader.end();
      whole.end();
    }),
  );
});

test('truncated bytes throw', () => {
  const bytes = new WireWriter().uint32(1).string('name').uint64(2n).bytes();
  for (let length = 0; length < bytes.length; length++) {
    const reader = new WireReader(bytes.subarray(0, length));
    expect(() => [reader.uint32(), reader.text(), reader.uint64()]).toThrow(WireFormatError);
  }
  const reader = new WireReader(bytes);
  reader.uint32();
  expect(() => reader.end()).toThrow('found 16 more bytes');
});

test.each([
  ['text that is not UTF-8', [0xff], (reader: WireReader) => reader.text()],
  ['a negative number', [0x80], (reader: WireReader) => reader.magnitude()],
  ['a number with a zero too many', [0, 1], (reader: WireReader) => reader.magnitude()],
  ['zero as a byte', [0], (reader: WireReader) => reader.magnitude()],
])('%s is invalid', (_, content, take) => {
  const bytes = new WireWriter().string(Buffer.from(content)).bytes();
  expect(() => take(new WireReader(bytes))).toThrow(WireFormatError);
});

test('a magnitude has no leading zero', () => {
  const bytes = new WireWriter()
    .string(Buffer.from([0, 0x80]))
    .string('')
    .bytes();
  const reader = new WireReader(bytes);
  expect(reader.magnitude()).toEqual(Buffer.from([0x80]));
  expect(reader.magnitude()).toHaveLength(0);
});

test('an empty name, or one with a comma, is refused in a list', () => {
  expect(() => new WireWriter().nameList(['a,b'])).toThrow(WireFormatError);
  expect(() => new WireWriter().nameList([''])).toThrow(WireFormatError);
});
