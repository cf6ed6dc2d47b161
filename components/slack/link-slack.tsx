'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import type { LinkedAccount } from '@/lib/directory/link-slack-user';
import type { ActionResult } from '@/lib/web/action-result';
import { linkSlackUserAction } from '@/lib/web/actions/people';
import { callFailure } from '@/lib/web/call-failure';

type Props = { token: string; slackName: string; slackEmail: string; teamName: string; email: string };
type State = 'idle' | 'busy' | ActionResult<LinkedAccount>;

/** Shows the Slack account and the signed-in person, and links them. */
export function LinkSlack({ token, slackName, slackEmail, teamName, email }: Props) {
  const [state, setState] = useState<State>('idle');
  async function link() {
    setState('busy');

    setState(await linkSlackUserAction({ token }).catch(callFailure));
  }
  const result = typeof state === 'object' ? state : null;
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-panel p-5 shadow-card">
      <dl className="grid gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <dt className="text-muted">Slack account</dt>
        <dd className="break-words">
          <b className="font-semibold">{slackName}</b> ({slackEmail})
        </dd>
        <dt className="text-muted">Workspace</dt>
        <dd className="break-words">{teamName}</dd>
        <dt className="text-muted">Console account</dt>
        <dd className="break-words">
          <b className="font-semibold">{email}</b>, signed in here
        </dd>
      </dl>
      <p className="text-muted">
        Once linked, decisions made with this Slack account count as yours. Link it only if it belongs to you.
      </p>
      {result && (
        <Notice tone={result.ok ? 'ok' : 'bad'} live>
          {result.message}
        </Notice>
      )}
      {result?.ok && <NextSteps {...result.value} />}
      {!result?.ok && (
        <div className="flex justify-end">
          <Button look="primary" busy={state === 'busy'} onClick={link}>
            Link Slack account
          </Button>
        </div>
      )}
    </div>
  );
}

/** Back to the app in Slack, and to what can be decided in the console. */
function NextSteps({ teamId, appId, pending }: LinkedAccount) {
  const slack = `slack://app?${new URLSearchParams({ team: teamId, id: appId, tab: 'messages' })}`;
  const [only, ...others] = pending;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {only !== undefined && (
        <Link href={others.length === 0 ? `/requests/${only}` : '/requests'} className={buttonClass()}>
          Decide here
        </Link>
      )}
      <a href={slack} className={buttonClass('primary')}>
        Open Slack
      </a>
    </div>
  );
}
