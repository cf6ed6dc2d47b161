'use server';

import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function removeInstallationAction(): Promise<ActionResult> {
  return runAction('remove-installation', removeInstallation, () => ({
    message: 'Removed: Slack is not integrated any more.',
    value: null,
  }));
}
