import { oneOf } from './filters/search-param';

/** What zli on this computer asks through the browser. */
export type ZliConsent = { port: number; state: string; challenge: string; device: string };

/**
 * Reads the address that zli has opened. Null when it is none, `faulty` when something of it is missing: the
 * answer goes to a port of this computer, so all of it must be right.
 */
export function readZliConsent(
  params: Record<string, string | string[] | undefined>,
): ZliConsent | 'faulty' | null {
  const [port, state, challenge, device] = [params.port, params.state, params.challenge, params.device].map(
    oneOf,
  );
  if (port === undefined && state === undefined && challenge === undefined) return null;
  const number = Number(port);
  const isPort = /^\d{4,5}$/.test(port ?? '') && number >= 1024 && number <= 65_535;
  if (!isPort || !/^[\w-]{8,200}$/.test(state ?? '') || !/^[\w-]{43}$/.test(challenge ?? '')) return 'faulty';
  return {
    port: number,
    state: state ?? '',
    challenge: challenge ?? '',
    device: (device ?? 'a computer').slice(0, 100),
  };
}

/** The page of this computer that zli waits at, with the answer; nothing else can be led to. */
export function zliCallback(
  { port, state }: Pick<ZliConsent, 'port' | 'state'>,
  answer: { code: string } | { error: string },
): string {
  return `http://127.0.0.1:${port}/callback?${new URLSearchParams({ ...answer, state })}`;
}
