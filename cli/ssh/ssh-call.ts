import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a call of ssh asks of the session. */
export type SshCall = {
  /** whether it forwards ports */
  forwards: boolean;
  /** whether it only does that: no shell and no command */
  isTunnel: boolean;
};

/** Flags, and one option with a value, in one word (ssh(1), OpenSSH 10). */
const optionPattern = /^-([^BbcDEeFIiJLlmOoPpQRSWw]*)([BbcDEeFIiJLlmOoPpQRSWw]?)(.*)$/;
const forwarding = 'DLRWw';

/** Reads the command line of ssh. Forwarding that is set in a file of its configuration is not in it. */
export function readSshCall([program = '', ...words]: readonly string[]): SshCall {
  const call = { forwards: false, isTunnel: false };
  if (!/^(.*[/\\])?ssh(\.exe)?$/.test(program)) return call;
  const rest = [...words];
  // Options can also follow the host; what comes after is the command.
  for (let hosts = 0; rest.length > 0 && hosts < 2; ) {
    const word = rest.shift() ?? '';
    if (!word.startsWith('-')) {
      hosts += 1;
      continue;
    }
    const [, flags = '', option = '', joined = ''] = optionPattern.exec(word) ?? [];
    const value = option === '' ? '' : joined || (rest.shift() ?? '');
    const isSetting = option === 'o' && /^(dynamic|local|remote)forward\b/i.test(value);
    if (isSetting || (option !== '' && forwarding.includes(option))) call.forwards = true;
    // With -W, ssh runs nothing: the next ssh of a chain talks through it.
    if (flags.includes('N') || option === 'W') call.isTunnel = true;
  }
  return { ...call, isTunnel: call.isTunnel && call.forwards };
}

/** The command line of the process that started this one; empty where the system doesn't say. */
export function readParentCommand(): string[] {
  try {
    return readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return runPs();
  }
}

function runPs(): string[] {
  try {
    const args = ['-o', 'args=', '-p', String(process.ppid)];
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split(/\s+/);
  } catch {
    return [];
  }
}
