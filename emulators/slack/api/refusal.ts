import type { Json } from '../world';

/** An `ok: false` response of Slack. Web API methods throw it, and `callApi` catches it. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Json;
  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Throws a refusal with an error code. */
export function refuse(code: string, extra?: Json): never {
  throw new Refusal(code, extra);
}

/** Throws a refusal with an error code and messages for `response_metadata`. */
export function refuseWith(code: string, messages: string[]): never {
  throw new Refusal(code, { response_metadata: { messages } });
}
