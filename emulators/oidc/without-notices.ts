/**
 * Calls a function without the notices that oidc-provider prints about its defaults and about Node 20, which don't
 * matter for a local provider. Other output is printed as usual.
 */
export async function withoutNotices<T>(work: () => Promise<T>): Promise<T> {
  const { info, warn } = console;
  const unless =
    (print: typeof info): typeof info =>
    (...words) => {
      if (!String(words[0]).includes('oidc-provider ')) print(...words);
    };
  console.info = unless(info);
  console.warn = unless(warn);
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
}
