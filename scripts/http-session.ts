import assert from 'node:assert/strict';

/** The address and the body after the last redirect. */
type Page = { url: string; body: string };

/** A browser session without a browser: keeps cookies and follows redirects. */
export class HttpSession {
  #cookies = new Map<string, string>();

  /** Throws if the last response is not successful. */
  get(url: string): Promise<Page> {
    return this.#send(url, {});
  }

  post(url: string, form: Record<string, string>): Promise<Page> {
    return this.#send(
      url,
      { method: 'POST', body: new URLSearchParams(form) },
      { origin: new URL(url).origin },
    );
  }

  async #send(url: string, init: RequestInit, headers: Record<string, string> = {}): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { ...headers, cookie, 'sec-fetch-site': 'none' },
      ...init,
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) return this.get(new URL(location, url).href);
    assert.ok(response.ok, `${url} answered ${response.status}`);
    return { url, body: await response.text() };
  }
}
