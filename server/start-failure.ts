/** A failure whose message is one line for the operator: what is wrong and how to fix it. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
