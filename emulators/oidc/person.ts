/** Somebody who can sign in at the local identity provider. */
export type Person = {
  sub: string;
  email: string;
  /** True unless said otherwise. */
  emailVerified?: boolean;
  name: string;
  groups?: string[];
};
