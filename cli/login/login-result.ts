/** The response of the API to an approved login. */
export type LoginResult = {
  token: string;
  /** RFC 3339 */
  expires: string;
  user: { id: string; email: string };
  organizationName: string;
};
