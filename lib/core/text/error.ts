/** What people read about an error that nobody foresaw. The log has its details under the reference. */
export function describeUnexpectedError(reference: string): string {
  return `Something went wrong. Try again. If this keeps happening, contact your administrator with reference ${reference}.`;
}
