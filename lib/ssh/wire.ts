/** Bytes that don't follow the expected format, which the message names. */
export class WireFormatError extends Error {
  override name = 'WireFormatError';
}

/** Reads the data types of RFC 4251, section 5, in sequence. Every method throws WireFormatError if the data is invalid. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Number of bytes left. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** One byte, 0 to 255. */
  byte(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  uint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#take(8));
  }

  /** The content of a string, as a view of the same memory. */
  string(): Buffer {
    const length = this.uint32();
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** A string in valid UTF-8. */
  text(): string {
    const bytes = this.string();
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes)) throw new WireFormatError('expected text in UTF-8');
    return text;
  }

  /** The names of a comma-separated list. */
  nameList(): string[] {
    const text = this.text();
    return text === '' ? [] : text.split(',');
  }

  /** A non-negative mpint in its shortest form, as bytes without leading zeros. */
  magnitude(): Buffer {
    const bytes = this.string();
    const [first = 0, second = 0] = bytes;
    if (first >= 0x80) throw new WireFormatError('expected a number that is not negative');
    if (bytes.length > 0 && first === 0 && second < 0x80)
      throw new WireFormatError('expected a number in its shortest form');
    return first === 0 ? bytes.subarray(1) : bytes;
  }

  /** Throws if bytes are left. */
  end(): void {
    if (this.left > 0) throw new WireFormatError(`expected the end, found ${this.left} more bytes`);
  }

  #take(length: number): number {
    if (length > this.left) throw new WireFormatError(`expected ${length} bytes, found ${this.left}`);
    const from = this.#at;
    this.#at += length;
    return from;
  }
}

/** Writes the data types of RFC 4251, section 5. The buffer grows as needed; a sufficient `capacity` (bytes) avoids copies. */
export class WireWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  byte(value: number): this {
    const at = this.#make(1);
    this.#bytes.writeUInt8(value, at);
    return this;
  }

  uint32(value: number): this {
    const at = this.#make(4);
    this.#bytes.writeUInt32BE(value, at);
    return this;
  }

  uint64(value: bigint): this {
    const at = this.#make(8);
    this.#bytes.writeBigUInt64BE(value, at);
    return this;
  }

  /** Bytes without a length. */
  raw(bytes: Uint8Array): this {
    const at = this.#make(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** A string: its length, then its bytes, in UTF-8. */
  string(value: Uint8Array | string): this {
    if (typeof value !== 'string') return this.uint32(value.length).raw(value);
    const length = Buffer.byteLength(value);
    const at = this.uint32(length).#make(length);
    this.#bytes.write(value, at);
    return this;
  }

  /** A comma-separated list of names. Throws WireFormatError if a name is empty or contains a comma. */
  nameList(names: readonly string[]): this {
    if (names.some((name) => name === '' || name.includes(',')))
      throw new WireFormatError('expected names without commas');
    return this.string(names.join(','));
  }

  /** A string with the content that `write` writes. */
  nested(write: (writer: this) => void): this {
    const at = this.#make(4);
    const from = this.#length;
    write(this);
    this.#bytes.writeUInt32BE(this.#length - from, at);
    return this;
  }

  /** All bytes so far, as a view that is valid until the next write. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #make(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#length);
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    return at;
  }
}
