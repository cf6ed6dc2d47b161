import { Link2Off } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { LinkSlack } from '@/components/slack/link-slack';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { getLinkInvitation } from '@/lib/directory/get-link-invitation';
import { refusalText } from '@/lib/web/refusal-text';

export const metadata: Metadata = { title: 'Link Slack', referrer: 'no-referrer' };

export default async function LinkSlackPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const ctx = await requireContext();
  const [invitation, person] = await Promise.all([
    getLinkInvitation(ctx, { token }).catch(refusalText),
    currentPerson(),
  ]);
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title="Link your Slack account" />
      {typeof invitation === 'string' ? (
        <EmptyState
          icon={Link2Off}
          title="This link does not work"
          action={
            <Link href="/request-access" className={buttonClass()}>
              Go to the console
            </Link>
          }
        >
          {invitation}
        </EmptyState>
      ) : (
        <LinkSlack
          token={token}
          slackName={invitation.slackName}
          slackEmail={invitation.slackEmail}
          teamName={invitation.teamName}
          email={person?.email ?? ''}
        />
      )}
    </div>
  );
}
