import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { SettingsFrame } from '@/components/shell/settings-frame';
import { AppTabs } from '@/components/slack/app-tabs';
import { DoctorList, DoctorLoading } from '@/components/slack/doctor-list';
import { Integrated } from '@/components/slack/integrated';
import { NotIntegrated } from '@/components/slack/not-integrated';
import { Notice } from '@/components/ui/notice';
import { Refresh } from '@/components/ui/refresh';
import { currentPerson, requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { env } from '@/lib/env';
import { runDoctor } from '@/lib/slack/doctor';
import { describeInstallRefusal } from '@/lib/slack/install/install-refusals';
import { manifest } from '@/lib/slack/install/manifest';
import { scopeReasons } from '@/lib/slack/install/scopes';
import { logChannelName } from '@/lib/slack/outbound/ensure-log-channel';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Slack integration' };

export default async function SlackPage({ searchParams }: { searchParams: SearchParams }) {
  const { done, refused, missing, account, workspace } = await searchParams;
  const ctx = await requireContext();
  const found = await orNotFound(getIntegration(ctx));
  if (!found) return <OnlyAdmins action="view settings" />;
  const { installation } = found;
  const facts = { scopes: oneOf(missing), account: oneOf(account), workspace: oneOf(workspace) };
  const me = (await currentPerson())?.email;
  const refusal = oneOf(refused) && (describeInstallRefusal(oneOf(refused), facts, me) ?? unknownRefusal);
  return (
    <SettingsFrame current="App integrations">
      <AppTabs>
        {refusal && (
          <Notice tone={oneOf(refused) === 'cancelled' ? 'info' : 'bad'} live>
            {refusal}
          </Notice>
        )}
        {oneOf(done) === 'integrated' && installation && (
          <Notice tone="ok" live>
            Slack connected. Creating #{logChannelName} and inviting admins. Next:{' '}
            <Link href="/policies/new/just-in-time" className="font-semibold underline">
              create a just-in-time policy
            </Link>
            .
          </Notice>
        )}
        {installation ? (
          <Integrated
            installation={installation}
            reasons={scopeReasons}
            usualChannel={logChannelName}
            doctor={
              <Suspense fallback={<DoctorLoading />}>
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

/** Streams in after the page: its checks call Slack. */
async function Doctor({ ctx }: { ctx: Context }) {
  const checks = await orNotFound(runDoctor(ctx));
  return checks && <DoctorList checks={checks} />;
}

const unknownRefusal = 'Slack was not connected. Try again. If it keeps failing, check the server log.';
