import { NoAnswerInTime } from './send';

/** The sentence for a server that gave no answer: which one, why, and what to check. */
export function describeUnreachable(server: string, error: unknown): string {
  return `Can't reach ${server}: ${sayCause(error)}.`;
}

const causes: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there; check the address and whether it runs',
  ECONNRESET: 'it closed the connection; try again in a moment',
  EHOSTUNREACH: 'there is no way to it; check your network',
  ENETUNREACH: 'there is no way to it; check your network',
  ENOTFOUND: 'there is no such host; check the address (zli login --server …)',
  EAI_AGAIN: 'its name could not be looked up; check your network',
};

function sayCause(error: unknown): string {
  if (error instanceof NoAnswerInTime) return 'it did not answer in time; try again';
  const { code } = error as NodeJS.ErrnoException;
  if (code && code in causes) return causes[code] ?? code;
  if (code && /CERT|SELF_SIGNED|UNABLE_TO/.test(code))
    return `its certificate is not trusted (${code}); name your own authority by NODE_EXTRA_CA_CERTS`;
  return code ?? 'no whole answer came; try again in a moment';
}
