'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { linkSlackUserAction } from '@/lib/web/actions/people';

type Props = { token: string; slackName: string; slackEmail: string; teamName: string; email: string };
type State = 'asking' | 'busy' | { ok: boolean; message: string };

/** Says which Slack account becomes whose, and links them when asked to. */
export function LinkSlack({ token, slackName, slackEmail, teamName, email }: Props) {
  const [state, setState] = useState<State>('asking');
  async function link() {
    setState('busy');
    const lost = { ok: false, message: 'The console did not answer. Check your connection, then try again.' };
    setState(await linkSlackUserAction({ token }).catch(() => lost));
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
        <dt className="text-muted">Becomes</dt>
        <dd className="break-words">
          <b className="font-semibold">{email}</b>, as who you are signed in here
        </dd>
      </dl>
      <p className="text-muted">
        Once linked, what this Slack account decides counts as decided by you. Link it only if it is yours.
      </p>
      {result && (
        <Notice tone={result.ok ? 'ok' : 'bad'} live>
          {result.message}
        </Notice>
      )}
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
