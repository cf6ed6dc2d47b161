import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What this server never needs of a browser. The clipboard is not among it: pages copy commands. */
const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** The headers of every response, also of those that Node sends before there is a request. */
export const fixedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Forms of our own pages need an Origin, which `no-referrer` would hide.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': unusedFeatures.map((name) => `${name}=()`).join(', '),
};

/** Two years, as hstspreload.org recommends. Not for subdomains: they can belong to others. */
const transportSecurity = 'max-age=63072000';

/** A proxy passes these on to the browser as answers of the web app, whose transport is not ours to decide. */
const answersForApps = /^\/api\/v2\/web\/[^/]+\/(begin|callback|gate|verify)$/;

/** What Slack and programs call: no page, so a browser that opens one runs and shows nothing. */
const answersPrograms = /^\/api\/(slack\/(commands|interactions|events)$|v2(?!\/web\/)(\/|$))/;
const policyOfPrograms = `default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'`;

/**
 * Sets the security headers of a response, with a policy that runs only scripts and styles of this response. Next reads
 * the nonce from the policy in the request's headers and puts it on each script that it writes.
 */
export function setSecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { path, isSecure, isDevelopment }: { path: string; isSecure: boolean; isDevelopment: boolean },
): void {
  const policy = answersPrograms.test(path)
    ? policyOfPrograms
    : contentSecurityPolicy(randomBytes(16).toString('base64'), { isSecure, isDevelopment });
  request.headers['content-security-policy'] = policy;
  delete request.headers['content-security-policy-report-only'];
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value);
  if (isSecure && !answersForApps.test(path))
    response.setHeader('strict-transport-security', transportSecurity);
}

/**
 * Scripts need the nonce, and the scripts that they load inherit it. Forms stay on this origin: a sign-in leaves it by
 * a script, because browsers also check where a form is redirected to, and providers redirect further.
 */
function contentSecurityPolicy(
  nonce: string,
  { isSecure, isDevelopment }: { isSecure: boolean; isDevelopment: boolean },
): string {
  const directives = [
    `default-src 'none'`,
    // React's development build evaluates code to show where errors come from.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    // Next's development server adds styles without a nonce.
    `style-src 'self' ${isDevelopment ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    // React hides a part of a picture that it streams late by the attribute style="display:none". Only that is allowed.
    `style-src-attr 'unsafe-hashes' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}
