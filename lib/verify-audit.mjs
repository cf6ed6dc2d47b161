#!/usr/bin/env node
// @ts-check
// Verifies an export of the audit log without the product: node verify-audit.mjs EXPORT PUBLIC-KEY [CHECKPOINTS…]
//
//   EXPORT       the file of "Export for verification" on the Audit log page (JSON lines)
//   PUBLIC-KEY   the public key of that page (PEM), kept from an earlier day
//   CHECKPOINTS  any text with checkpoints in it, for example lines copied from the channel bzero-jit-log
//
// One file, no dependencies, Node.js 20 or newer. The product seals and verifies with the same functions.
//
// The log is a chain: hash(n) = SHA-256(hash(n - 1) ‖ bytes of event n), and hash(0) = SHA-256("bzero-audit v1 <log>").
// The bytes are the ones in the export, after `"event":` up to the last `}` of the line. A checkpoint is one line:
//   bzero-audit-checkpoint v1 <log> <number of the event> <its hash> <time> <key> <Ed25519 signature of all before>
// A new key is introduced by a line that the key before it signed:
//   bzero-audit-key v1 <log> <key> <public key> <signing key> <Ed25519 signature of all before>

import { createHash, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('node:crypto').KeyObject} KeyObject */
/** @typedef {{ log: string, seq: number, hash: string, at: string, keyId: string }} Checkpoint */

/**
 * What is wrong first. `format`: not a line of an export. `checkpoint`: not signed by a known key, or out of place.
 * @typedef {'changed' | 'removed' | 'inserted' | 'reordered' | 'cut' | 'rewritten' | 'checkpoint' | 'format'} FaultKind
 */

/**
 * `seq` is the number of the event that is wrong first, and `line` its line in the export; null after the last line.
 * @typedef {{ kind: FaultKind, seq: number, line: number | null, message: string }} Fault
 */

/**
 * `log` is the id of the log, empty if the export does not say it. `events` is how many are good, `covered` the number
 * of the last event with a good checkpoint, `checkpoints` how many of those there are.
 * @typedef {{ log: string, events: number, checkpoints: number, covered: number, fault: Fault | null }} Report
 */

/** The longest line of an export, in bytes. */
const maxLine = 16 * 1024 * 1024;

/**
 * The hash before the first event of a log.
 * @param {string} log
 * @returns {Buffer}
 */
export function firstHash(log) {
  return createHash('sha256').update(`bzero-audit v1 ${log}`).digest();
}

/**
 * The hash of an event after the hash of the one before it.
 * @param {Uint8Array} previous
 * @param {Uint8Array} bytes
 * @returns {Buffer}
 */
function nextHash(previous, bytes) {
  return createHash('sha256').update(previous).update(bytes).digest();
}

/**
 * The id of a public key: the first 16 hexadecimal digits of the SHA-256 of its DER form.
 * @param {KeyObject} publicKey
 * @returns {string}
 */
export function keyIdOf(publicKey) {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/**
 * A checkpoint as one line of text. `at` is an ISO 8601 time.
 * @param {Checkpoint} checkpoint
 * @param {KeyObject} privateKey
 * @returns {string}
 */
export function signCheckpoint({ log, seq, hash, at, keyId }, privateKey) {
  return signed(`bzero-audit-checkpoint v1 ${log} ${seq} ${hash} ${at} ${keyId}`, privateKey);
}

/**
 * The line that introduces a new public key of a log, signed by the key before it.
 * @param {{ log: string, publicKey: KeyObject, signer: string }} introduction
 * @param {KeyObject} privateKey
 * @returns {string}
 */
export function introduceKey({ log, publicKey, signer }, privateKey) {
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
  return signed(`bzero-audit-key v1 ${log} ${keyIdOf(publicKey)} ${der} ${signer}`, privateKey);
}

/**
 * @param {string} text
 * @param {KeyObject} privateKey
 */
function signed(text, privateKey) {
  return `${text} ${signBytes(null, Buffer.from(text), privateKey).toString('base64url')}`;
}

const checkpointText =
  /bzero-audit-checkpoint v1 ([0-9a-f-]{36}) (\d{1,15}) ([0-9a-f]{64}) ([0-9TZ:.-]{20,30}) ([0-9a-f]{16}) ([\w-]{86})/g;
const keyText = /^bzero-audit-key v1 ([0-9a-f-]{36}) ([0-9a-f]{16}) ([\w-]+) ([0-9a-f]{16}) ([\w-]{86})$/;

/** The keys of a log: those that the reader trusts, and those that one of them introduced. */
class Keys {
  /** @type {Map<string, KeyObject>} */
  #known = new Map();

  /** @param {string} pem one or more public keys */
  constructor(pem) {
    for (const [block] of pem.matchAll(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g)) {
      const key = createPublicKey(block);
      this.#known.set(keyIdOf(key), key);
    }
  }

  get size() {
    return this.#known.size;
  }

  /**
   * @param {string} keyId
   * @param {string} text ends with a signature of all before it
   */
  hasSigned(keyId, text) {
    const key = this.#known.get(keyId);
    const end = text.lastIndexOf(' ');
    const signature = Buffer.from(text.slice(end + 1), 'base64url');
    return key !== undefined && verifyBytes(null, Buffer.from(text.slice(0, end)), key, signature);
  }

  /**
   * @param {string} text
   * @param {string} log
   */
  introduce(text, log) {
    const [, of, id = '', der = '', signer = ''] = keyText.exec(text) ?? [];
    if (of !== log || !this.hasSigned(signer, text)) return;
    const key = createPublicKey({ key: Buffer.from(der, 'base64url'), format: 'der', type: 'spki' });
    if (keyIdOf(key) === id) this.#known.set(id, key);
  }
}

const header = /^\{"audit":"bzero-audit v1 ([0-9a-f-]{36})"\}$/;
const eventStart = /^\{"seq":(\d{1,15}),"hash":"([0-9a-f]{64})","event":(?=\{)/;
const keyLine = /^\{"key":"([^"\\]+)"\}$/;
const checkpointLine = /^\{"checkpoint":"([^"\\]+)"\}$/;

/**
 * The lines of an export, without line ends: its header, an event, a checkpoint, a key.
 * @param {string} log
 */
export const headerLine = (log) => `{"audit":"bzero-audit v1 ${log}"}`;
/** @param {{ seq: number | string, hash: string, line: string }} event */
export const eventLine = ({ seq, hash, line }) => `{"seq":${seq},"hash":"${hash}","event":${line}}`;
/** @param {string} text */
export const lineOfCheckpoint = (text) => `{"checkpoint":"${text}"}`;
/** @param {string} text */
export const lineOfKey = (text) => `{"key":"${text}"}`;

/** @typedef {{ seq: number, hash: Buffer, bytes: Buffer, line: number }} Sealed */

/** The rest of the log is read for one question only: which kind of fault the first bad event is. */
class Diagnosis {
  #returns = false;
  #belongsLater = false;
  #isCopy = false;
  #hasGap = false;

  /**
   * @param {Sealed} suspect the first event that does not continue the chain
   * @param {number} expected its number, had it been good
   * @param {Buffer} previous the hash before it
   */
  constructor(suspect, expected, previous) {
    this.suspect = suspect;
    this.expected = expected;
    this.previous = previous;
    this.last = suspect.seq;
  }

  /** @param {Sealed} later */
  add({ seq, hash, bytes }) {
    if (seq > this.last + 1) this.#hasGap = true;
    this.last = seq;
    const { suspect, previous } = this;
    if (nextHash(previous, bytes).equals(hash)) this.#returns = true;
    if (hash.equals(suspect.hash) && bytes.equals(suspect.bytes)) this.#isCopy = true;
    if (nextHash(hash, suspect.bytes).equals(suspect.hash)) this.#belongsLater = true;
  }

  /** @returns {Fault} */
  fault() {
    const { seq, line } = this.suspect;
    const n = this.expected;
    /** @type {(kind: FaultKind, message: string) => Fault} */
    const fault = (kind, message) => ({ kind, seq: n, line, message });
    if (this.#returns && this.#belongsLater && !this.#isCopy)
      return fault('reordered', `Event ${n} comes later: the events from line ${line} on were reordered.`);
    if (this.#returns || seq < n)
      return fault('inserted', `Line ${line} was inserted: it is not event ${n}.`);
    if (seq > n + 1) return fault('removed', `Events ${n} to ${seq - 1} were removed.`);
    // The numbers of the events after a removed one can be changed too, up to some later event.
    if (seq > n || this.#hasGap) return fault('removed', `Event ${n} was removed.`);
    return fault('changed', `Event ${n} was changed: it does not match its hash and event ${n - 1}.`);
  }
}

/** One reading of an export, line by line. Its memory does not grow with the log. */
class Verification {
  #number = 0;
  #head = /** @type {Buffer} */ (Buffer.alloc(0));
  /** @type {Map<number, string[]>} checkpoints of later events, by the number of the event */
  #ahead = new Map();
  /** @type {Diagnosis | null} */
  #diagnosis = null;

  /** @type {Report} */
  report = { log: '', events: 0, checkpoints: 0, covered: 0, fault: null };

  /**
   * @param {Keys} keys
   * @param {string} checkpoints
   */
  constructor(keys, checkpoints) {
    this.keys = keys;
    this.checkpoints = checkpoints;
  }

  /** @param {Buffer} line */
  add(line) {
    this.#number += 1;
    if (this.#number === 1) return this.#begin(line);
    const event = readEvent(line, this.#number);
    if (event) return this.#addEvent(event);
    const text = line.subarray(0, 1000).toString('latin1');
    const key = keyLine.exec(text)?.[1];
    if (key !== undefined) return this.keys.introduce(key, this.report.log);
    const checkpoint = checkpointLine.exec(text)?.[1];
    if (this.#diagnosis) return;
    if (checkpoint !== undefined) return this.#addCheckpoint(checkpoint);
    this.#fail(
      'format',
      this.report.events + 1,
      `Line ${this.#number} is not a line of an export: it was changed.`,
    );
  }

  /** @returns {Report} */
  end() {
    const { report } = this;
    if (this.#number === 0) this.#fail('format', 0, 'The export is empty.');
    if (this.#diagnosis) report.fault ??= this.#diagnosis.fault();
    report.fault ??= this.#findCut();
    return report;
  }

  /** @param {Buffer} line */
  #begin(line) {
    const log = header.exec(line.toString('latin1'))?.[1] ?? '';
    if (log === '') this.#fail('format', 0, 'This is not an export for verification of an audit log.');
    this.report.log = log;
    this.#head = firstHash(log);
    for (const [text, of] of this.checkpoints.matchAll(checkpointText)) {
      if (of === log) this.#addCheckpoint(text);
    }
  }

  /** @param {Sealed} event */
  #addEvent(event) {
    if (this.#diagnosis) return this.#diagnosis.add(event);
    const next = this.report.events + 1;
    if (event.seq !== next || !nextHash(this.#head, event.bytes).equals(event.hash)) {
      this.#diagnosis = new Diagnosis(event, next, this.#head);
      return;
    }
    this.#head = event.hash;
    this.report.events = next;
    for (const text of this.#ahead.get(next) ?? []) this.#addCheckpoint(text);
    this.#ahead.delete(next);
  }

  /** @param {string} text */
  #addCheckpoint(text) {
    const { report } = this;
    const [found] = text.matchAll(checkpointText);
    const [, , number, hash] = found ?? [];
    const seq = Number(number);
    if (seq > report.events) {
      this.#ahead.set(seq, [...(this.#ahead.get(seq) ?? []), text]);
    } else if (!this.#isSigned(text)) {
      this.#fail('checkpoint', seq, `The checkpoint at event ${number} is not signed by a known key.`);
    } else if (seq < report.events) {
      this.#fail('checkpoint', seq, `The checkpoint at event ${seq} is not where it belongs.`);
    } else if (hash !== this.#head.toString('hex')) {
      const first = report.covered + 1;
      const which = first === seq ? `event ${seq}` : `one of ${first} to ${seq}`;
      this.#fail(
        'rewritten',
        first,
        `The log was rewritten: event ${seq} is not the one of its signed checkpoint. The first changed event is ${which}.`,
      );
    } else {
      report.checkpoints += 1;
      report.covered = seq;
    }
  }

  /** @param {string} text */
  #isSigned(text) {
    const [found] = text.matchAll(checkpointText);
    return found?.[1] === this.report.log && this.keys.hasSigned(found[5] ?? '', text);
  }

  /** @returns {Fault | null} */
  #findCut() {
    const { events } = this.report;
    const texts = [...this.#ahead.values()].flat();
    const signed = texts.find((text) => this.#isSigned(text));
    const [first] = texts;
    if (first === undefined) return null;
    const seq = Number(first.split(' ')[3]);
    if (!signed) {
      const message = `The checkpoint at event ${seq} is not signed by a known key.`;
      return { kind: 'checkpoint', seq, line: null, message };
    }
    const message = `The end was cut: the log has ${events} events, but a signed checkpoint covers ${signed.split(' ')[3]}.`;
    return { kind: 'cut', seq: events + 1, line: null, message };
  }

  /**
   * @param {FaultKind} kind
   * @param {number} seq
   * @param {string} message
   */
  #fail(kind, seq, message) {
    this.report.fault ??= { kind, seq, line: this.#number, message };
  }
}

/**
 * Reads an export and says what is wrong first. Its memory does not grow with the log.
 *
 * @param {AsyncIterable<Buffer> | Iterable<Buffer>} lines without line ends
 * @param {{ publicKeys: string, checkpoints?: string, onProgress?: (events: number) => void }} options public keys as
 * PEM; text with checkpoints that come from elsewhere; what to call every 10,000 lines
 * @returns {Promise<Report>}
 */
export async function verifyAudit(lines, { publicKeys, checkpoints = '', onProgress }) {
  const verification = new Verification(new Keys(publicKeys), checkpoints);
  let count = 0;
  for await (const line of lines) {
    verification.add(line);
    if (verification.report.fault) break;
    count += 1;
    if (count % 10_000 === 0) onProgress?.(verification.report.events);
  }
  return verification.end();
}

/**
 * @param {Buffer} line
 * @param {number} number
 * @returns {Sealed | null}
 */
function readEvent(line, number) {
  const [start, seq, hash] = eventStart.exec(line.subarray(0, 200).toString('latin1')) ?? [];
  if (start === undefined || hash === undefined || line.at(-1) !== 0x7d) return null;
  return {
    seq: Number(seq),
    hash: Buffer.from(hash, 'hex'),
    bytes: line.subarray(start.length, -1),
    line: number,
  };
}

/**
 * Splits a stream into lines at each line feed, and nowhere else: an event can contain other separators.
 * @param {AsyncIterable<Buffer>} chunks
 */
export async function* splitLines(chunks) {
  /** @type {Buffer[]} */
  let pieces = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > maxLine) throw new Error('a line is too long');
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

/**
 * The result for people, in one or two sentences.
 * @param {Report} report
 */
export function describeReport({ events, checkpoints, covered, fault }) {
  if (fault) {
    const last = fault.seq - 1;
    const good = last === 1 ? 'Event 1 is good.' : `Events 1 to ${last} are good.`;
    return last < 1 ? fault.message : `${fault.message} ${good}`;
  }
  const good = `${events} ${events === 1 ? 'event is' : 'events are'} complete and unchanged.`;
  if (checkpoints === 0) return `${good} No signed checkpoint covers them yet.`;
  const rest = events > covered ? ` The ${events - covered} after it have none yet.` : '';
  return `${good} ${checkpoints} signed ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'}, the last at event ${covered}.${rest}`;
}

/** @param {string[]} args */
async function main([file, keyFile, ...checkpointFiles]) {
  if (!file || !keyFile) {
    process.stderr.write('Usage: node verify-audit.mjs EXPORT PUBLIC-KEY [CHECKPOINTS…]\n');
    return 2;
  }
  const publicKeys = readFileSync(keyFile, 'utf8');
  if (new Keys(publicKeys).size === 0) {
    process.stderr.write(`${keyFile} has no public key (PEM).\n`);
    return 2;
  }
  const checkpoints = checkpointFiles.map((path) => readFileSync(path, 'utf8')).join('\n');
  /** @param {number} events */
  const onProgress = (events) => void process.stderr.write(`${events} events …\n`);
  const report = await verifyAudit(splitLines(createReadStream(file)), {
    publicKeys,
    checkpoints,
    onProgress,
  });
  process.stdout.write(`${describeReport(report)}\n`);
  return report.fault ? 1 : 0;
}

const started = process.argv[1] ?? '';
if (existsSync(started) && realpathSync(started) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      process.exitCode = 2;
    },
  );
}
