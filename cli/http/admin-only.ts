import { Failure, isFailure } from '../failure';

/** Replaces the error `forbidden` of an admin call by one that names the command. */
export async function adminOnly<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isFailure(error, 'forbidden')) throw error;
    throw new Failure(error.code, 'Only admins can run this command.', { cause: error });
  }
}
