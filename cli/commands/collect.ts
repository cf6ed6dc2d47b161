/**
 * For an option that may be repeated. Not commander's own list, which would take the target behind it for
 * another value.
 */
export function collect(value: string, former: readonly string[] = []): string[] {
  return [...former, value];
}
