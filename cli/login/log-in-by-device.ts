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

/** Logs in on a computer without a browser: the person enters a code on another device. Throws a `Failure`. */
export async function logInByDevice(api: Api, terminal: Terminal): Promise<LoginResult> {
  const device = await api.post<Device>('zli/logins', { device: hostname() });
  const minutes = Math.round(device.expiresIn / 60);
  // Not info(): with --silent the login could not be completed.
  terminal.error(`Open ${device.verificationUri} on any device and enter the code ${device.userCode}`);
  terminal.info(`The code expires in ${minutes} minutes.`);
  for (;;) {
    await wait(device.interval * 1000);
    const answer = await poll(api, device.deviceCode);
    if (answer) return answer;
  }
}

async function poll(api: Api, deviceCode: string): Promise<LoginResult | null> {
  try {
    return await api.post<LoginResult>('zli/token', { deviceCode });
  } catch (error) {
    // The network can fail, or the server restart, while the person enters the code.
    if (isTransient(error) || isFailure(error, 'authorization-pending')) return null;
    if (isFailure(error, 'expired-token'))
      throw new Failure(error.code, 'The code expired. Run: zli login --device');
    if (isFailure(error, 'access-denied'))
      throw new Failure(error.code, 'The login was denied in the browser. To try again, run: zli login');
    throw error;
  }
}
