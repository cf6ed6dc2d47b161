import { KeySquare } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ApiKeyTable } from '@/components/settings/api-key-table';
import { GithubActions } from '@/components/settings/github-actions';
import { NewApiKey } from '@/components/settings/new-api-key';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { SettingsFrame } from '@/components/shell/settings-frame';
import { EmptyState } from '@/components/ui/empty-state';
import { requireContext } from '@/lib/auth/session';
import { listApiKeys } from '@/lib/tokens/list-api-keys';
import { listGithubActions } from '@/lib/tokens/list-github-actions';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  const ctx = await requireContext();
  const found = await orNotFound(Promise.all([listApiKeys(ctx), listGithubActions(ctx)]));
  if (!found) return <OnlyAdmins action="view and create API keys" />;
  const [keys, githubActions] = found;
  return (
    <SettingsFrame current="API keys">
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <div className="min-w-0 grow">
          <h2 className="text-lg font-bold">API keys</h2>
          <p className="text-muted">
            Send the key in the X-API-KEY header to /api/v2. A key can do what its role allows.{' '}
            <Link href="/help/api" className="text-accent underline underline-offset-2">
              What programs can call
            </Link>
          </p>
        </div>
        <NewApiKey />
      </div>
      {keys.length > 0 ? (
        <ApiKeyTable keys={keys} />
      ) : (
        <EmptyState icon={KeySquare} title="No API keys yet">
          Create one for automation that sets up hosts or reads targets, policies and sessions.
        </EmptyState>
      )}
      {githubActions.length > 0 && <GithubActions actions={githubActions} />}
    </SettingsFrame>
  );
}
