const kibibyte = 1024;

/** The most that a request to a path can send, in bytes. The server and the routes apply the same limits. */
export const bodyLimits = {
  /** Slack's payloads: a view with all its state and metadata has some hundred KB at most. */
  slack: 1024 * kibibyte,
  api: 64 * kibibyte,
  /** The forms of next-auth. */
  auth: 16 * kibibyte,
  /** The server actions of the pages. The largest is a part of a CSV import. Next has the same limit. */
  page: 1024 * kibibyte,
};

/** The limit for a path, in bytes. */
export function bodyLimitOf(path: string): number {
  if (path.startsWith('/api/slack/')) return bodyLimits.slack;
  if (path.startsWith('/api/auth/')) return bodyLimits.auth;
  return path.startsWith('/api/') ? bodyLimits.api : bodyLimits.page;
}
