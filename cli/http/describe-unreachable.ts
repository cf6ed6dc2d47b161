import { ResponseTimeout } from './send';

/** The message for a server that did not respond: which one, why, and what to check. */
export function describeUnreachable(server: string, error: unknown): string {
  return `Can't reach ${server}: ${describeCause(error)}.`;
}

const causes: Record<string, string> = {
  ECONNREFUSED: 'connection refused; check the address and whether the server runs',
  ECONNRESET: 'connection reset; try again',
  EHOSTUNREACH: 'host unreachable; check your network',
  ENETUNREACH: 'network unreachable; check your network',
  ENOTFOUND: 'host not found; check the address (zli login --server …)',
  EAI_AGAIN: 'name lookup failed; check your network',
};

function describeCause(error: unknown): string {
  if (error instanceof ResponseTimeout) return 'the request timed out; try again';
  const { code } = error as NodeJS.ErrnoException;
  if (code && code in causes) return causes[code] ?? code;
  if (code && /CERT|SELF_SIGNED|UNABLE_TO/.test(code))
    return `its certificate is not trusted (${code}); set NODE_EXTRA_CA_CERTS to the file of your own authority`;
  return code ?? 'the response was incomplete; try again';
}
