/** What the server gives for an allowed login. */
export type LoginResult = {
  token: string;
  /** when it ends, RFC 3339 */
  expires: string;
  user: { id: string; email: string };
  organizationName: string;
};
