/** A login in the API. */
export type ZliSignIn = {
  /** RFC 3339 */
  expires: string;
  user: { id: string; email: string };
  organizationName: string;
};

/** The response of the API to an approved login. */
export type LoginResult = ZliSignIn & { token: string };
