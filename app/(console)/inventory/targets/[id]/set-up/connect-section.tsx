import Link from 'next/link';
import { OutdatedSetup } from '@/components/inventory/outdated-setup';
import { type SetupPart, TargetSetup } from '@/components/inventory/target-setup';
import { VerifyHost } from '@/components/inventory/verify-host';
import { ReplaceAuthority } from '@/components/settings/replace-authority';
import { Card, CardSection } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/context';
import type { TargetType } from '@/lib/core/target/target';
import { getDatabaseSetup } from '@/lib/target-setup/get-database-setup';
import { getKubeSetup } from '@/lib/target-setup/get-kube-setup';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { getWebSetup } from '@/lib/target-setup/get-web-setup';

type Target = {
  id: string;
  name: string;
  type: TargetType;
  os: string | null;
  setupOutdatedAt: Date | null;
  behind: { id: string; name: string } | null;
  /** null unless a provisioning server starts machines for it */
  provisioner: string | null;
};

type Props = {
  ctx: Context;
  target: Target /** whose lines to show for a web app */;
  proxy: string | undefined;
};

const proxies = ['nginx', 'Traefik', 'Caddy'];

/** The one-time set-up of a target, and a test of it. */
export async function ConnectSection({ ctx, target, proxy }: Props) {
  if (target.provisioner !== null) return <MachineSection />;
  const { parts, invalidTargetUsers } = await partsOf(ctx, target);
  const current = proxies.find((one) => one === proxy) ?? 'nginx';
  const [first, ...details] = parts.filter(({ title }) => isFor(current, title));
  return (
    <Card label="Set-up">
      <CardSection title="Set-up" hint="One-time set-up on the target.">
        {invalidTargetUsers.length > 0 && (
          <Notice tone="warn">
            No one can connect as {invalidTargetUsers.join(', ')}: not a valid account name on a server.
          </Notice>
        )}
        {target.behind && (
          <Notice tone="info">
            zli goes through{' '}
            <Link href={`/inventory/targets/${target.behind.id}/set-up`} className="underline">
              {target.behind.name}
            </Link>
            . Run its set-up script again after a change of the host or port of {target.name}.
          </Notice>
        )}
        {target.setupOutdatedAt && (
          <OutdatedSetup targetId={target.id} name={target.name} since={target.setupOutdatedAt} />
        )}
        {target.type === 'Web' && (
          <LinkTabs
            label="Reverse proxy"
            tabs={proxies.map((one) => ({
              href: `/inventory/targets/${target.id}/set-up?proxy=${one}`,
              name: one,
              current: one === current,
            }))}
          />
        )}
      </CardSection>
      {first && <TargetSetup parts={[first]} />}
      {target.type !== 'Web' && (
        <CardSection
          title="Verify set-up"
          hint="Tests the target with certificates that are valid for 30 seconds and run no command. If it rejects them, others measure its clock."
        >
          <VerifyHost targetId={target.id} />
        </CardSection>
      )}
      <TargetSetup parts={details} />
      {(target.type === 'Db' || target.type === 'Cluster') && (
        <CardSection
          title="Certificate authority"
          hint="Signs only certificates for this target. Replace it if its key may be known to others."
        >
          <ReplaceAuthority authority={{ targetId: target.id }} name={target.name} />
        </CardSection>
      )}
    </Card>
  );
}

function MachineSection() {
  return (
    <Card label="Set-up">
      <CardSection title="Set-up">
        <p>
          Nothing to set up here. The provisioning server starts a machine for each session, which registers
          itself with the registration script and its activation token, and is stopped after the session.
        </p>
      </CardSection>
    </Card>
  );
}

/** Whether a part is for this proxy: `nginx: age of streams` is for nginx, and `User identity` for all. */
function isFor(proxy: string, title: string): boolean {
  const [of = ''] = title.split(':');
  return of === proxy || !proxies.includes(of);
}

async function partsOf(
  ctx: Context,
  { id: targetId, type, os }: Target,
): Promise<{ parts: SetupPart[]; invalidTargetUsers: string[] }> {
  switch (type) {
    case 'Bzero':
    case 'DynamicAccessConfig': {
      const setup = await getSshdSetup(ctx, { targetId });
      const { caPublicKeys, principals, sshdConfig, setupScript, invalidTargetUsers } = setup;
      const names = Object.entries(principals).map(([user, lines]) => `# ${user}\n${lines.join('\n')}`);
      const parts = [
        {
          title: 'Set-up script',
          about: `Does all the steps below. Run ${os === 'Windows' ? 'in PowerShell as an administrator' : 'as root'}; run again after changes.`,
          text: setupScript,
        },
        {
          title: 'CA public key',
          about: 'Contents of the TrustedUserCAKeys file.',
          text: caPublicKeys.join('\n'),
        },
        {
          title: 'Principals',
          about: 'Contents of the AuthorizedPrincipalsFile of each account.',
          text: names.length > 0 ? names.join('\n') : '# No policy allows a target user on this target yet.',
        },
        ...(os === 'Windows'
          ? []
          : [{ title: 'sshd_config', about: 'A file for /etc/ssh/sshd_config.d.', text: sshdConfig }]),
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
