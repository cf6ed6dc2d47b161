// oidc-provider ships no types. These are the types that the local provider uses.
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export type Interaction = { params: Record<string, unknown> };

  export class Grant {
    constructor(of: { clientId: string; accountId: string });
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export class Client {
    redirectUriAllowed(uri: string): boolean;
    redirectUris: string[];
  }

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly Grant: typeof Grant;
    readonly Client: typeof Client;
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }

  export type Context = {
    body: Record<string, unknown>;
    status: number;
    oidc: {
      route: string;
      client: { clientId: string };
      session: { accountId: string };
      params: { scope?: string };
      result?: { login?: { accountId: string } };
    };
  };

  export const interactionPolicy: {
    Check: {
      new (reason: string, description: string, check: (context: Context) => boolean): object;
      REQUEST_PROMPT: true;
      NO_NEED_TO_PROMPT: false;
    };
    base(): { get(prompt: string): { checks: { add(check: object): void } } };
  };
}
