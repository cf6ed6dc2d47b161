/** A failure whose message is one line that names the cause and the cure, meant to be printed as it is. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
