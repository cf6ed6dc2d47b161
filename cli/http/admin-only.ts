import { Failure, isFailure } from '../failure';

/** Replaces the error `forbidden` of an admin call by the original client's message. */
export async function adminOnly<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isFailure(error, 'forbidden')) throw error;
    throw new Failure(
      error.code,
      'This is an admin restricted command. Please login as an admin to perform it.',
      { cause: error },
    );
  }
}
