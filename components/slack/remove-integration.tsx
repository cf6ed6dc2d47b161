'use client';

import { useRouter } from 'next/navigation';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { removeInstallationAction } from '@/lib/web/actions/slack-installation';

/** The way out of the integration; asks, and says what stops. */
export function RemoveIntegration({ teamName }: { teamName: string }) {
  const router = useRouter();
  return (
    <ConfirmButton
      title={`Remove the integration with ${teamName}?`}
      description={
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-4">
          <li>Requests that wait for a decision are cancelled; their messages in Slack say so.</li>
          <li>Nobody can ask for access until Slack is integrated again; just-in-time policies rest.</li>
          <li>Live access runs out at its time. Revoke it under Requests to end it sooner.</li>
          <li>The app’s token is revoked and erased. The log channel stays in Slack.</li>
        </ul>
      }
      confirm="Remove"
      keep="Keep Slack"
      action={removeInstallationAction}
      onDone={() => router.replace('/settings/integrations/slack')}
    >
      Remove Integration
    </ConfirmButton>
  );
}
