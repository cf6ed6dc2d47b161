import { type SetupPart, TargetSetup } from '@/components/inventory/target-setup';
import { VerifyHost } from '@/components/inventory/verify-host';
import { Card, CardSection } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import type { Context } from '@/lib/context';
import { hasVerbs, type TargetType } from '@/lib/core/target/target';
import { getDatabaseSetup } from '@/lib/target-setup/get-database-setup';
import { getKubeSetup } from '@/lib/target-setup/get-kube-setup';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { getWebSetup } from '@/lib/target-setup/get-web-setup';

type Target = { id: string; type: TargetType };

/** How a target is made to let in whoever has access to it. */
export async function ConnectSection({ ctx, target }: { ctx: Context; target: Target }) {
  const { parts, invalidTargetUsers } = await partsOf(ctx, target);
  const [first, ...details] = parts;
  return (
    <Card label="Connect">
      <CardSection title="Connect" hint="Done once at the target itself, so that access to it is real.">
        {invalidTargetUsers.length > 0 && (
          <Notice tone="warn">
            No account of a server can be called {invalidTargetUsers.join(', ')}: nobody can connect as that.
          </Notice>
        )}
      </CardSection>
      {first && <TargetSetup parts={[first]} />}
      {hasVerbs(target.type) && (
        <CardSection
          title="Does it work?"
          hint="Tries the host as it is now, with certificates that run nothing."
        >
          <VerifyHost targetId={target.id} />
        </CardSection>
      )}
      <TargetSetup parts={details} />
    </Card>
  );
}

async function partsOf(
  ctx: Context,
  { id: targetId, type }: Target,
): Promise<{ parts: SetupPart[]; invalidTargetUsers: string[] }> {
  switch (type) {
    case 'Bzero':
    case 'DynamicAccessConfig': {
      const setup = await getSshdSetup(ctx, { targetId });
      const { caPublicKeys, principals, sshdConfig, setupScript, invalidTargetUsers } = setup;
      const names = Object.entries(principals).map(([user, lines]) => `# ${user}\n${lines.join('\n')}`);
      const parts = [
        {
          title: 'Recipe',
          about: 'Does all of the below. Run it as root on the server, again after each change here.',
          text: setupScript,
        },
        {
          title: 'CA public key',
          about: 'The lines of the file that TrustedUserCAKeys names.',
          text: caPublicKeys.join('\n'),
        },
        {
          title: 'Principals',
          about: 'What stands in the file of each account, by AuthorizedPrincipalsFile.',
          text: names.length > 0 ? names.join('\n') : '# No policy names a target user on it yet.',
        },
        { title: 'sshd_config', about: 'A file for /etc/ssh/sshd_config.d.', text: sshdConfig },
      ];
      return { parts, invalidTargetUsers };
    }
    case 'Db':
      return { parts: (await getDatabaseSetup(ctx, { targetId })).sections, invalidTargetUsers: [] };
    case 'Cluster':
      return { parts: (await getKubeSetup(ctx, { targetId })).sections, invalidTargetUsers: [] };
    case 'Web':
      return { parts: (await getWebSetup(ctx, { targetId })).sections, invalidTargetUsers: [] };
  }
}
