import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { choicesOf } from '@/components/policies/choices-of';
import { emptyDraft } from '@/components/policies/draft';
import { PolicyEditor } from '@/components/policies/policy-editor';
import { typeOfSlug } from '@/components/policies/policy-slug';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { requireContext } from '@/lib/auth/session';
import { forPage } from '@/lib/web/for-page';
import { policyChoices } from '@/lib/web/policy-choices';

export const metadata: Metadata = { title: 'New policy' };

export default async function NewPolicyPage({ params }: { params: Promise<{ type: string }> }) {
  const { type: slug } = await params;
  const ctx = await requireContext(`/policies/new/${slug}`);
  const type = typeOfSlug(slug);
  if (!type) notFound();
  const found = await forPage(policyChoices(ctx, type));
  if (!found) return <OnlyAdmins what="see and write policies" />;
  return (
    <PolicyEditor
      key={type}
      stored={null}
      initial={emptyDraft(type)}
      choices={choicesOf(found)}
      writable={found.writable}
    />
  );
}
