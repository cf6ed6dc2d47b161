import { existsSync } from 'node:fs';
import { type Env, EnvError, loadEnv } from '@/lib/env';
import { StartFailure } from './embedded-database';

/**
 * Reads the environment, with `.env` of the working directory below what is set already.
 *
 * @throws StartFailure naming the variable that is missing or malformed.
 */
export function readEnv(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return loadEnv(process.env);
  } catch (error) {
    if (error instanceof EnvError) throw new StartFailure(error.message, { cause: error });
    throw error;
  }
}
