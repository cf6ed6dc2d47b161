import type { Metadata } from 'next';
import { PolicyEditor } from '@/components/policies/policy-editor';
import { draftOf } from '@/components/policies/stored-draft';
import { UnenforcedPolicy } from '@/components/policies/unenforced-policy';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { requireContext } from '@/lib/auth/session';
import { isEnforced } from '@/lib/core/policy/policy';
import { getPolicy } from '@/lib/policies/get-policy';
import { getPolicyVersion } from '@/lib/policies/get-policy-version';
import { listParents } from '@/lib/policies/list-parents';
import { previewPolicy } from '@/lib/policies/preview-policy';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { loadOnce } from '@/lib/web/load-once';
import { choicesIn } from '@/lib/web/search-choices';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const loadPolicy = loadOnce((ctx, policyId) => getPolicy(ctx, { policyId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const policy = await loadPolicy((await params).id);
  return { title: policy?.name ?? 'Policy' };
}

export default async function PolicyPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { replay } = await searchParams;
  const ctx = await requireContext();
  const policy = await loadPolicy(id);
  if (!policy) return <OnlyAdmins action="view and edit policies" />;
  const { type, version } = policy;
  if (!isEnforced(type)) {
    const current = await getPolicyVersion(ctx, { policyId: id, version });
    return <UnenforcedPolicy id={policy.id} type={type} current={current} />;
  }
  const initial = draftOf(policy);
  const [choices, preview, { installation }, parents] = await Promise.all([
    choicesIn(ctx, policy),
    previewPolicy(ctx, { policyId: id, named: true, draft: initial }),
    getIntegration(ctx),
    listParents(ctx, { policyId: id }),
  ]);
  return (
    <PolicyEditor
      key={policy.id}
      stored={{ id: policy.id, version }}
      initial={initial}
      choices={choices}
      preview={preview}
      owner={ctx.actor.kind === 'user' ? ctx.actor.userId : ''}
      parents={parents}
      replay={oneOf(replay) === 'yes'}
      writable={type !== 'JustInTime' || installation !== null}
    />
  );
}
