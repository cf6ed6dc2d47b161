/** A person who can sign in at the local identity provider. */
export type Person = {
  sub: string;
  email: string;
  /** Defaults to true. */
  emailVerified?: boolean;
  name: string;
  groups?: string[];
  /** Claims that replace those of the vendor; undefined leaves one out. */
  claims?: Record<string, unknown>;
};
