import type { Json } from '../world';

/** Slack's `ok:false`: thrown anywhere below a Web API method, answered by the caller. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Json;
  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Ends the call with an error code. */
export function refuse(code: string, extra?: Json): never {
  throw new Refusal(code, extra);
}

/** Ends the call with an error code and the messages Slack puts into `response_metadata`. */
export function refuseWith(code: string, messages: string[]): never {
  throw new Refusal(code, { response_metadata: { messages } });
}
