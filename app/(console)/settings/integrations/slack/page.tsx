import type { Metadata } from 'next';
import { Suspense } from 'react';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { SettingsFrame } from '@/components/shell/settings-frame';
import { AppTabs } from '@/components/slack/app-tabs';
import { DoctorList, DoctorWaiting } from '@/components/slack/doctor-list';
import { Integrated } from '@/components/slack/integrated';
import { NotIntegrated } from '@/components/slack/not-integrated';
import { Notice } from '@/components/ui/notice';
import { Refresh } from '@/components/ui/refresh';
import { requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { env } from '@/lib/env';
import { runDoctor } from '@/lib/slack/doctor';
import { describeInstallRefusal } from '@/lib/slack/install/install-refusals';
import { manifest } from '@/lib/slack/install/manifest';
import { scopeReasons } from '@/lib/slack/install/scopes';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Slack integration' };

export default async function SlackPage({ searchParams }: { searchParams: SearchParams }) {
  const { done, refused, missing } = await searchParams;
  const ctx = await requireContext();
  const found = await orNotFound(getIntegration(ctx));
  if (!found) return <OnlyAdmins what="see the settings" />;
  const { installation } = found;
  const words = oneOf(refused) && (describeInstallRefusal(oneOf(refused), oneOf(missing)) ?? unknownRefusal);
  return (
    <SettingsFrame current="App integrations">
      <AppTabs>
        {words && (
          <Notice tone="bad" live>
            {words}
          </Notice>
        )}
        {oneOf(done) === 'integrated' && installation && (
          <Notice tone="ok" live>
            Slack is integrated. The log channel is being made and all admins are invited; next, write a
            just-in-time policy.
          </Notice>
        )}
        {installation ? (
          <Integrated
            installation={installation}
            reasons={scopeReasons}
            doctor={
              <Suspense fallback={<DoctorWaiting />}>
                <Doctor ctx={ctx} />
              </Suspense>
            }
          />
        ) : (
          <NotIntegrated manifest={JSON.stringify(manifest(env().publicUrl.origin), null, 2)} />
        )}
        <Refresh {...(installation && !installation.logChannelName && { seconds: 5 })} />
      </AppTabs>
    </SettingsFrame>
  );
}

/** Slack is asked while the page is read already. */
async function Doctor({ ctx }: { ctx: Context }) {
  const checks = await orNotFound(runDoctor(ctx));
  return checks && <DoctorList checks={checks} />;
}

const unknownRefusal = 'The integration was not made. Try again; if it stays, see the log of the console.';
