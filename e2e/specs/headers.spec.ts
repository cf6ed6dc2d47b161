import { readdirSync } from 'node:fs';
import { pointsOf, scoreOf } from '@/e2e/fixtures/observatory';
import { startApp } from '@/e2e/fixtures/product';
import { seedScreens } from '@/e2e/fixtures/screens';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';
import { fingerprint, newToken } from '@/lib/secrets';
import { freePort } from '@/server/free-port';

const publicUrl = 'https://access.example.com';
/** Answers that proxies pass on for web apps, which may not be on https. */
const forApps = /\/web\/[^/]+\/(begin|callback|gate|verify)$/;

/** Signs an admin in, and returns the cookie as a browser sends it to a public address on https. */
async function cookieOf(email: string): Promise<string> {
  const user = await database().prisma.user.findFirstOrThrow({ where: { email } });
  const token = newToken();
  const expires = new Date(Date.now() + 3_600_000);
  await database().prisma.session.create({
    data: { sessionToken: fingerprint(token), userId: user.id, expires },
  });
  return `__Host-next-auth.session-token=${token}`;
}

/** Every route of the product, with an id that nothing has in place of each parameter. */
function listRoutes(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => `/${file.replace(/\/route\.ts$/, '').replace(/\([^/]*\)\//g, '')}`)
    .map((path) => path.replace('[...nextauth]', 'csrf').replace(/\[\w+\]/g, crypto.randomUUID()));
}

test('every page, file, redirect, error and API answer of a public server gets an A+ from the HTTP Observatory', async () => {
  test.slow(); // it starts a second server, and opens every page and route
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const stop = await startApp(base, {
    PORT: String(port),
    NEXTAUTH_URL: publicUrl,
    WORKER: 'off',
    DEMO: '', // its secrets are refused at a public address
    NODE_ENV: 'production',
  });
  try {
    const cookie = await cookieOf(users.admin.email);
    const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const response = await fetch(`${base}${path}`, { method, headers, redirect: 'manual' });
      return { path, headers: response.headers, status: response.status, body: await response.text() };
    };
    const screens = await seedScreens();
    const pages = [];
    for (const { path } of screens) pages.push(await get(path, { cookie }));
    pages.push(await get('/sign-in'));
    expect(pages.filter(({ status }) => status !== 200).map(({ path }) => path)).toEqual(['/nothing/here']);
    for (const { path, headers, body } of pages) {
      const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
      const scripts = body.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length, path).toBeGreaterThan(0);
      expect(
        scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
        path,
      ).toEqual([]);
      expect(headers.get('cache-control'), path).toContain('no-store');
      const inline = /<style\b|<[^>]* style="(?!display:none")[^>]*>|<[^>]* on\w+="[^>]*>/g;
      expect(body.match(inline) ?? [], path).toEqual([]);
    }

    const style = /\/_next\/static\/[^"]+\.css/.exec(pages[0]?.body ?? '')?.[0] ?? '';
    const files = [
      '/',
      '/request-access',
      style,
      '/favicon.ico',
      '/icon.svg',
      '/robots.txt',
      '/_next/static/gone.js',
    ];
    const answers = [...pages];
    for (const path of [...files, ...listRoutes()]) answers.push(await get(path));
    for (const path of ['/policies', '/api/auth/signin/oidc', '/api/slack/events', '/api/v2/zli/logins'])
      answers.push(await get(path, {}, 'POST'));
    answers.push(await get('/api/slack/install', { cookie, 'sec-fetch-site': 'same-origin' }));
    expect(answers.some(({ headers }) => headers.getSetCookie().length > 0)).toBe(true);
    const points = new Set<number>();
    for (const answer of answers) {
      const score = scoreOf(answer);
      if (forApps.test(answer.path)) score['strict-transport-security'] = 0;
      points.add(pointsOf(score));
      expect(pointsOf(score), `${answer.path} ${JSON.stringify(score)}`).toBeGreaterThanOrEqual(130);
      for (const cookie of answer.headers.getSetCookie()) {
        const [name, ...attributes] = cookie.split(/; */);
        expect(name, cookie).toMatch(/^__Host-/);
        expect(attributes, cookie).toEqual(expect.arrayContaining(['Secure', 'Path=/', 'HttpOnly']));
        expect(cookie).not.toMatch(/domain/i);
      }
    }
    // 100 is A+. The most without preloading and integrity hashes is 130, and 135 with a cookie.
    expect([...points].sort()).toEqual([130, 135]);
  } finally {
    await stop();
  }
});

test('a browser runs no script and applies no style that somebody else put into a page', async ({
  consoleAs,
  refusals,
}) => {
  const page = await consoleAs(users.admin, '/request-access');
  const ran = await page.evaluate(async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      `<img src="/gone" onerror="window.ran = true"><p id="styled" style="color: rgb(1, 2, 3)">x</p>
       <base href="https://evil.example/">`,
    );
    const image = document.querySelector('img[src="/gone"]');
    await new Promise((resolve) => image?.addEventListener('error', resolve));
    const styled = document.querySelector('#styled');
    return {
      script: 'ran' in window,
      style: styled !== null && getComputedStyle(styled).color === 'rgb(1, 2, 3)',
      base: document.baseURI.startsWith('https://evil.example'),
    };
  });
  expect(ran).toEqual({ script: false, style: false, base: false });
  await expect.poll(() => refusals.length).toBeGreaterThanOrEqual(2);
  refusals.length = 0;
});
