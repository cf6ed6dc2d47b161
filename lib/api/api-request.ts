/**
 * What the API reads of a request. A `Request` is one; the server passes a lighter one, because making a `Request` costs more
 * than many calls.
 */
export type ApiRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: ApiHeaders;
  /** aborted when the client leaves */
  readonly signal: AbortSignal;
  /** a stream, or all of it */
  readonly body: Request['body'] | Buffer;
};

export type ApiHeaders = Pick<Headers, 'get'>;

/** An answer in JSON, lighter than a `Response`. */
export class JsonAnswer {
  readonly status: number;
  readonly headers: Map<string, string>;
  /** null for 204 */
  readonly text: string | null;

  constructor(text: string | null, status: number, headers: Readonly<Record<string, string>>) {
    this.text = text;
    this.status = status;
    this.headers = new Map(Object.entries(headers));
  }

  toResponse(): Response {
    return new Response(this.text, { status: this.status, headers: [...this.headers] });
  }
}

export type ApiAnswer = Response | JsonAnswer;

/** Adds a value to a header, which can have one. */
export function appendHeader({ headers }: ApiAnswer, name: string, value: string): void {
  const before = headers.get(name);
  headers.set(name, before ? `${before}, ${value}` : value);
}
