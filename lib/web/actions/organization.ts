'use server';

import { updateOrganization } from '@/lib/directory/update-organization';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function updateOrganizationAction(input: {
  selfApproval: boolean;
  reviewOldGroups: boolean;
  deviceLogin: boolean;
  lapseMinutes: number;
  reminderMinutes: number;
}): Promise<ActionResult> {
  return runAction('update-organization', async (ctx) => {
    await updateOrganization(ctx, input);
    return done('Saved. Applies to new requests.');
  });
}
