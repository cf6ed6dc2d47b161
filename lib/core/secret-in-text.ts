/** What a credential looks like: formats that their makers document, so that ordinary text rarely matches. */
const formats: readonly (readonly [what: string, pattern: RegExp])[] = [
  // RFC 7468 and OpenSSH's PROTOCOL.key.
  ['a private key', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/],
  // docs.aws.amazon.com, "IAM identifiers": unique id prefixes of access keys.
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  // cloud.google.com, "API keys" and "Client secrets" of OAuth.
  ['a Google key', /\bAIza[\w-]{35}\b|\bGOCSPX-[\w-]{20,}/],
  // learn.microsoft.com, "Azure Storage connection strings" and client secrets of Entra.
  ['an Azure key', /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}|\b[\w.~-]{3}[78]Q~[\w.~-]{31,34}/],
  // github.blog, "Behind GitHub's new authentication token formats"; docs.gitlab.com, "Token overview".
  ['a GitHub or GitLab token', /\b(gh[pousr]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,})/],
  // api.slack.com, "Token types".
  ['a Slack token', /\bxox[abeoprs](\.xox[bp])?-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/],
  // docs.stripe.com, "API keys"; docs.npmjs.com, "About access tokens".
  ['an API key', /\b(sk|rk)_(live|test)_\w{16,}|\bnpm_\w{36}\b/],
  // RFC 7519: three parts of base64url, of which the first is a JSON object.
  ['a signed token (JWT)', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/],
  // RFC 3986, 3.2.1: a password in the user information of an address.
  ['an address with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:[^\s/@]{3,}@\S/i],
  [
    'a password',
    /\b(pass(word|wd|phrase)?|pwd|secret|api[_-]?key|token)\s*[:=]\s*["']?(?!(is|the|a|for|reset|rotation)\b)[^\s"',;]{6,}/i,
  ],
];

/** Looks for a credential in a text that people write. Returns what it looks like, such as `an AWS access key`, or null. */
export function findSecretInText(text: string): string | null {
  return formats.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
