import type { Metadata } from 'next';
import { OrganizationForm } from '@/components/settings/organization-form';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { SettingsFrame } from '@/components/shell/settings-frame';
import { requireContext } from '@/lib/auth/session';
import { getOrganization } from '@/lib/directory/get-organization';
import { command } from '@/lib/slack/install/manifest';
import { logChannelName } from '@/lib/slack/outbound/ensure-log-channel';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Organization settings' };

export default async function OrganizationPage() {
  const ctx = await requireContext();
  const found = await orNotFound(Promise.all([getOrganization(ctx), getIntegration(ctx)]));
  if (!found) return <OnlyAdmins action="view settings" />;
  const [
    { name, selfApproval, reviewOldGroups, deviceLogin, lapseMinutes, reminderMinutes },
    { installation },
  ] = found;
  return (
    <SettingsFrame current="Organization">
      <div className="mb-4">
        <h2 className="text-lg font-bold">Organization</h2>
        <p className="text-muted">How requests of {name} are decided, and who can use zli.</p>
      </div>
      <OrganizationForm
        initial={{ selfApproval, reviewOldGroups, deviceLogin, lapseMinutes, reminderMinutes }}
        names={[
          { name: 'Organization', value: name, about: 'from your identity provider' },
          { name: 'Command', value: command, about: 'in Slack, set by the app manifest' },
          {
            name: 'Log channel',
            value: installation?.logChannelName ?? logChannelName,
            about: installation
              ? 'tracked by its ID, so you can rename it'
              : 'created when you connect Slack',
          },
        ]}
      />
    </SettingsFrame>
  );
}
