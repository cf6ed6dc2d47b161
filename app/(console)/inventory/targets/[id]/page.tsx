import { targetMetadata } from './load-target';
import { TargetFrame } from './target-frame';
import { TargetOverview } from './target-overview';

export const generateMetadata = targetMetadata((name) => name);

export default function TargetPage({ params }: { params: Promise<{ id: string }> }) {
  return (
    <TargetFrame params={params} tab="">
      {async (ctx, { id, name }) => <TargetOverview ctx={ctx} targetId={id} name={name} />}
    </TargetFrame>
  );
}
