import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, isFailure, isTransient } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import type { LoginResult } from './login-result';

type Device = {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  /** seconds */
  interval: number;
  /** seconds */
  expiresIn: number;
};

const expired = 'The code expired. Run: zli login --device';

/**
 * Logs in on a computer without a browser: the person enters a code on another device. Ends when the
 * code has expired, also if the server is gone by then. Throws a `Failure`.
 */
export async function logInByDevice(api: Api, terminal: Terminal): Promise<LoginResult> {
  const device = await api.post<Device>('zli/logins', { device: hostname() });
  const minutes = Math.round(device.expiresIn / 60);
  // Not info(): with --silent the login could not be completed.
  terminal.error(`Open ${device.verificationUri} on any device and enter the code ${device.userCode}`);
  terminal.info(`The code expires in ${minutes} minutes.`);
  const end = performance.now() + device.expiresIn * 1000;
  for (;;) {
    await wait(device.interval * 1000);
    const { answer, problem } = await poll(api, device.deviceCode);
    if (answer) return answer;
    // The server says so itself while it can be reached.
    if (performance.now() < end) continue;
    throw problem ?? new Failure('expired-token', expired);
  }
}

async function poll(api: Api, deviceCode: string): Promise<{ answer?: LoginResult; problem?: Failure }> {
  try {
    return { answer: await api.post<LoginResult>('zli/token', { deviceCode }) };
  } catch (error) {
    // The network can fail, or the server restart, while the person enters the code.
    if (isTransient(error)) return { problem: error };
    if (isFailure(error, 'authorization-pending')) return {};
    if (isFailure(error, 'expired-token')) throw new Failure(error.code, expired);
    if (isFailure(error, 'access-denied'))
      throw new Failure(error.code, 'The login was denied in the browser. To try again, run: zli login');
    throw error;
  }
}
