import { TrustForm } from '@/components/inventory/trust-form';
import { Card, CardSection } from '@/components/ui/card';
import { hasVerbs } from '@/lib/core/target/target';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { targetMetadata } from '../load-target';
import { TargetFrame } from '../target-frame';
import { ConnectSection } from './connect-section';

export const generateMetadata = targetMetadata((name) => `Set-up of ${name}`);

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function TargetSetUpPage({ params, searchParams }: Props) {
  const { proxy } = await searchParams;
  return (
    <TargetFrame params={params} tab="set-up">
      {async (ctx, target) => (
        <div className="flex max-w-4xl flex-col gap-6">
          <ConnectSection ctx={ctx} target={target} proxy={oneOf(proxy)} />
          {target.type !== 'Web' && (
            <Card label="Trust">
              <CardSection>
                <TrustForm
                  targetId={target.id}
                  isServer={hasVerbs(target.type)}
                  hasIdentity={target.provisioner === null}
                  serverIdentity={target.serverIdentity ?? ''}
                  sourceAddresses={target.sourceAddresses.join('\n')}
                />
              </CardSection>
            </Card>
          )}
        </div>
      )}
    </TargetFrame>
  );
}
