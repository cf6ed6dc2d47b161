'use client';

import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { removeInstallationAction } from '@/lib/web/actions/slack-installation';

/** Removes the integration, after a question that says what stops. */
export function RemoveIntegration({ teamName }: { teamName: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Remove the integration with ${teamName}?`}
      description={
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-4">
          <li>Pending requests are cancelled, and their messages in Slack are updated.</li>
          <li>No one can request access until Slack is connected again. Just-in-time policies are paused.</li>
          <li>Active access continues until it expires. To end it sooner, revoke it under Requests.</li>
          <li>The app’s token is revoked and deleted. The log channel stays in Slack.</li>
        </ul>
      }
      confirm="Remove"
      action={removeInstallationAction}
      onDone={() => router.replace('/settings/integrations/slack')}
    >
      Remove Integration
    </ConfirmButton>
  );
}
