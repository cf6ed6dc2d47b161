import { oneOf } from './filters/search-param';

/** The request of zli on this computer to act as the person in the browser. */
export type ZliConsent = { port: number; state: string; challenge: string; device: string };

/**
 * Reads the parameters with which zli opened the page. Null: zli did not open it. `invalid`: a parameter is
 * missing or malformed; the answer goes to a port of this computer, so all of them must be valid.
 */
export function readZliConsent(
  params: Record<string, string | string[] | undefined>,
): ZliConsent | 'invalid' | null {
  const [port, state, challenge, device] = [params.port, params.state, params.challenge, params.device].map(
    oneOf,
  );
  if (port === undefined && state === undefined && challenge === undefined) return null;
  const number = Number(port);
  const isPort = /^\d{4,5}$/.test(port ?? '') && number >= 1024 && number <= 65_535;
  if (!isPort || !/^[\w-]{8,200}$/.test(state ?? '') || !/^[\w-]{43}$/.test(challenge ?? ''))
    return 'invalid';
  return {
    port: number,
    state: state ?? '',
    challenge: challenge ?? '',
    device: (device ?? 'a computer').slice(0, 100),
  };
}

/** The local address on which zli waits for the answer. It can only be this computer. */
export function zliCallback(
  { port, state }: Pick<ZliConsent, 'port' | 'state'>,
  answer: { code: string } | { error: string },
): string {
  return `http://127.0.0.1:${port}/callback?${new URLSearchParams({ ...answer, state })}`;
}
