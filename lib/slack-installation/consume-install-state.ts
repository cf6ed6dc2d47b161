import { consumeInstallState as consumeStoredState, type InstallState } from '@/lib/db/slack/install-states';
import { fingerprint } from '@/lib/secrets';

/** Uses a state up: who began the installation. Null when it was used before, is unknown, or is too old. */
export async function consumeInstallState(state: string): Promise<InstallState | null> {
  return consumeStoredState(fingerprint(state));
}
