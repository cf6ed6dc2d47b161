/** Collects the values of an option that can be repeated. commander's variadic options would also take the target. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
