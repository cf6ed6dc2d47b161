import { existsSync } from 'node:fs';
import { type Env, EnvError, loadEnv } from '@/lib/env';
import { StartFailure } from './start-failure';

/**
 * Reads the environment, and `.env` of the working directory for variables that are not set.
 *
 * Throws `StartFailure` naming the variable that is missing or malformed.
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
