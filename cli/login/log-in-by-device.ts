import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import type { LoginResult } from './login-result';

type Device = {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  /** seconds */
  interval: number;
  /** seconds */
  expiresIn: number;
};

/** Logs in where no browser can come back: the person opens an address on any device and types a code. */
export async function logInByDevice(api: Api, terminal: Terminal): Promise<LoginResult> {
  const device = await api.post<Device>('zli/logins', { device: hostname() });
  const minutes = Math.round(device.expiresIn / 60);
  // Not say(): a silent login by a code that nobody was told could never end.
  terminal.error(`Open ${device.verificationUri} on any device and enter the code ${device.userCode}`);
  terminal.info(`(or open ${device.verificationUriComplete}). It is good for ${minutes} minutes.`);
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
    // The person may be typing for minutes; a lost network or a restart in between is no end.
    if (isFailure(error, 'authorization-pending', 'server-unreachable')) return null;
    if (isFailure(error, 'expired-token'))
      throw new Failure(error.code, 'Nobody entered the code in time. Run zli login --device again.');
    if (isFailure(error, 'access-denied'))
      throw new Failure(error.code, 'The login was refused in the browser. Run zli login to try again.');
    throw error;
  }
}
