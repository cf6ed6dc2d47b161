import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { env } from '@/lib/env';
import { IdpBrowser } from './idp-browser';

/**
 * A browser that signs in at the console, and keeps its cookies. The file that uses it mocks `next/headers`, and sets the
 * variables of its provider.
 */
export class SignInBrowser {
  cookies: Record<string, string> = {};
  readonly provider: 'oidc' | 'google' | 'microsoft';

  constructor(provider: SignInBrowser['provider'] = 'oidc') {
    this.provider = provider;
  }

  /** What next-auth answers to a request, with the JSON of its headers and body as `text`. */
  async visit(path: string, query: Record<string, string> = {}, body?: Record<string, string>) {
    const nextauth = path.split('/');
    const answered = { location: '', body: {} as Record<string, unknown>, text: '' };
    const headers = new Map<string, string | string[]>();
    const response = {
      status: () => response,
      getHeader: (name: string) => headers.get(name.toLowerCase()),
      setHeader: (name: string, value: string | string[]) => void headers.set(name.toLowerCase(), value),
      redirect: (_status: number, location: string) => Object.assign(answered, { location }),
      json: (body: Record<string, unknown>) => Object.assign(answered, { body }),
      send: (body: Record<string, unknown>) => Object.assign(answered, { body }),
      end: () => undefined,
    };
    const request = {
      method: body ? 'POST' : 'GET',
      headers: { host: env().publicUrl.host },
      query: { ...query, nextauth },
      cookies: { ...this.cookies },
      body,
    };
    const { cookies } = request;
    const options = await authOptions(nextauth[0], {
      cookies,
      provider: nextauth[1],
      state: query.state ?? null,
    });
    await NextAuth(request as never, response as never, options);
    this.#keep([headers.get('set-cookie') ?? []].flat());
    answered.location ||= String(headers.get('location') ?? '');
    answered.text = JSON.stringify([...headers, answered.body]);
    return answered;
  }

  /** Presses the button on the sign-in page: the address at the provider to which the browser goes. */
  async begin(target = '/'): Promise<URL> {
    const { csrfToken } = (await this.visit('csrf')).body;
    const form = {
      csrfToken: String(csrfToken),
      json: 'true',
      callbackUrl: `${env().publicUrl.origin}${target}`,
    };
    const { body, location } = await this.visit(`signin/${this.provider}`, {}, form);
    return new URL(String(body.url ?? location));
  }

  /** Comes back from the provider: the address at the console that follows. */
  async comeBack(query: Record<string, string>): Promise<string> {
    return (await this.visit(`callback/${this.provider}`, query)).location;
  }

  /** Signs in as a person of the local identity provider: the address at the console that follows. */
  async signIn(sub: string): Promise<string> {
    return this.comeBack(await new IdpBrowser().choose(await this.begin(), sub));
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') delete this.cookies[name];
      else this.cookies[name] = decodeURIComponent(value);
    }
  }
}
