import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { emptyDraft } from '@/components/policies/draft';
import { PolicyEditor } from '@/components/policies/policy-editor';
import { typeOfSlug } from '@/components/policies/policy-slug';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { requireContext } from '@/lib/auth/session';
import { previewPolicy } from '@/lib/policies/preview-policy';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'New policy' };

export default async function NewPolicyPage({ params }: { params: Promise<{ type: string }> }) {
  const { type: slug } = await params;
  const ctx = await requireContext();
  const type = typeOfSlug(slug);
  if (!type) notFound();
  const initial = emptyDraft(type);
  const found = await orNotFound(
    Promise.all([getIntegration(ctx), previewPolicy(ctx, { policyId: null, named: false, draft: initial })]),
  );
  if (!found) return <OnlyAdmins action="view and edit policies" />;
  const [{ installation }, preview] = found;
  return (
    <PolicyEditor
      key={type}
      stored={null}
      initial={initial}
      choices={[]}
      preview={preview}
      owner={ctx.actor.kind === 'user' ? ctx.actor.userId : ''}
      writable={type !== 'JustInTime' || installation !== null}
    />
  );
}
