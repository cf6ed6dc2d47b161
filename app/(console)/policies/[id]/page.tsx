import type { Metadata } from 'next';
import { choicesOf } from '@/components/policies/choices-of';
import { draftOf } from '@/components/policies/draft';
import { PolicyEditor } from '@/components/policies/policy-editor';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { requireContext } from '@/lib/auth/session';
import { getPolicy } from '@/lib/policies/get-policy';
import { forPage } from '@/lib/web/for-page';
import { policyChoices } from '@/lib/web/policy-choices';

export const metadata: Metadata = { title: 'Policy' };

export default async function PolicyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requireContext(`/policies/${id}`);
  const policy = await forPage(getPolicy(ctx, { policyId: id }));
  const found = policy && (await forPage(policyChoices(ctx, policy.type)));
  if (!found) return <OnlyAdmins what="see and write policies" />;
  return (
    <PolicyEditor
      key={policy.id}
      stored={{ id: policy.id, version: policy.version }}
      initial={draftOf(policy)}
      choices={choicesOf(found)}
      writable={found.writable}
    />
  );
}
