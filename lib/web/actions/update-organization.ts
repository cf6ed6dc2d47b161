'use server';

import { updateOrganization } from '@/lib/directory/update-organization';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function updateOrganizationAction(input: {
  selfApproval: boolean;
  lapseMinutes: number;
  reminderMinutes: number;
}): Promise<ActionResult> {
  return runAction(
    'update-organization',
    (ctx) => updateOrganization(ctx, input),
    () => ({ message: 'Saved. New requests follow it.', value: null }),
  );
}
