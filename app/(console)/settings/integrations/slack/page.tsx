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
import { listPolicies } from '@/lib/policies/list-policies';
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
  const reader = { me: (await currentPerson())?.email, connected: installation?.teamName };
  const refusal = oneOf(refused) && (describeInstallRefusal(oneOf(refused), facts, reader) ?? unknownRefusal);
  const isNew = oneOf(done) === 'integrated' && installation !== null;
  const hasPolicies = isNew && (await listPolicies(ctx, { types: ['JustInTime'], pageSize: 1 })).total > 0;
  return (
    <SettingsFrame current="App integrations">
      <AppTabs>
        {refusal && (
          <Notice tone={oneOf(refused) === 'cancelled' ? 'info' : 'bad'} live>
            {refusal}
          </Notice>
        )}
        {isNew && (
          <Notice tone="ok" live>
            Slack connected. Creating the log channel and inviting admins. <Next hasPolicies={hasPolicies} />
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

/** What comes after the integration. Policies from before it are no longer paused. */
function Next({ hasPolicies }: { hasPolicies: boolean }) {
  const href = hasPolicies ? '/policies' : '/policies/new/just-in-time';
  return (
    <>
      {hasPolicies ? 'Your ' : 'Next: '}
      <Link href={href} className="font-semibold underline">
        {hasPolicies ? 'just-in-time policies' : 'create a just-in-time policy'}
      </Link>
      {hasPolicies ? ' are active again.' : '.'}
    </>
  );
}

/** Streams in after the page: its checks call Slack. */
async function Doctor({ ctx }: { ctx: Context }) {
  const checks = await orNotFound(runDoctor(ctx));
  return checks && <DoctorList checks={checks} />;
}

const unknownRefusal = 'Slack was not connected. Try again. If it keeps failing, check the server log.';
