const kibibyte = 1024;

/** The most that a request to a path can send, in bytes. The server and the routes apply the same limits. */
export const bodyLimits = {
  /** Slack's payloads: a view with all its state and metadata has some hundred KB at most. */
  slack: 1024 * kibibyte,
  /** A policy of 2,000 targets is 130 KB. */
  api: 1024 * kibibyte,
  /** The forms of next-auth, and the login of zli, which anyone can call. */
  auth: 16 * kibibyte,
  /** The server actions of the pages. The largest is a part of a CSV import. Next has the same limit. */
  page: 1024 * kibibyte,
};

/** The limit for a path, in bytes. */
export function bodyLimitOf(path: string): number {
  if (path.startsWith('/api/slack/')) return bodyLimits.slack;
  if (path.startsWith('/api/auth/') || path.startsWith('/api/v2/zli/')) return bodyLimits.auth;
  return path.startsWith('/api/') ? bodyLimits.api : bodyLimits.page;
}
