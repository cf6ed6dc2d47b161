/** A browser at the local identity provider. Keeps cookies and follows redirects within the provider. */
export class IdpBrowser {
  #cookies = new Map<string, string>();

  async go(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form ? { method: 'POST', body: form } : {};
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...body });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    const target = next ? new URL(next, url) : undefined;
    return target?.origin === new URL(url).origin ? this.go(target.href) : answer;
  }

  /** Chooses a person on the page of an authorization request: the parameters with which the provider leads back. */
  async choose(authorize: URL, sub: string): Promise<Record<string, string>> {
    const page = await this.go(authorize.href);
    const back = await this.go(page.url, new URLSearchParams({ sub }));
    return Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams);
  }
}
