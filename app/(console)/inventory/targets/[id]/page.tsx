import type { Metadata } from 'next';
import { TargetFrame } from './target-frame';
import { TargetOverview } from './target-overview';

export const metadata: Metadata = { title: 'Target' };

export default function TargetPage({ params }: { params: Promise<{ id: string }> }) {
  return (
    <TargetFrame params={params} tab="">
      {async (ctx, { id, name }) => <TargetOverview ctx={ctx} targetId={id} name={name} />}
    </TargetFrame>
  );
}
