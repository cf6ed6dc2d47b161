import { Card, CardSection } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-text';
import { Time } from '@/components/ui/time';
import type { AuthorityView } from '@/lib/certificates/list-authorities';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { ReplaceAuthority } from './replace-authority';

const about: Record<AuthorityKind, { name: string; what: string }> = {
  Ssh: { name: 'Servers', what: 'Signs SSH user certificates. sshd reads it as TrustedUserCAKeys.' },
  X509: {
    name: 'Clusters and databases',
    what: 'Signs X.509 client certificates. kube-apiserver reads it as --client-ca-file, PostgreSQL as ssl_ca_file.',
  },
  Web: {
    name: 'Web apps',
    what: 'Signs who it is, in the header X-Bzero-Identity, for apps that want to check it.',
  },
};

/** The authorities of one kind: the one that signs, and older ones that are still believed. */
export function AuthorityCard({
  kind,
  authorities,
}: {
  kind: AuthorityKind;
  authorities: readonly AuthorityView[];
}) {
  const { name, what } = about[kind];
  return (
    <Card label={name}>
      <div className="flex flex-wrap items-start gap-3 px-5 py-4">
        <div className="min-w-0 grow basis-64">
          <h3 className="font-semibold">{name}</h3>
          <p className="text-sm text-muted">{what}</p>
        </div>
        <ReplaceAuthority kind={kind} name={name} />
      </div>
      {authorities.map(({ id, publicPart, createdAt, trustedUntil }) => (
        <CardSection key={id}>
          <p className="mb-1.5 text-muted">
            {trustedUntil ? (
              <>
                Signs nothing more; still believed until <Time at={trustedUntil} show="date" />
              </>
            ) : (
              <>
                Signs since <Time at={createdAt} show="date" />
              </>
            )}
          </p>
          <CopyText text={publicPart.trim()} what={`the public part for ${name.toLowerCase()}`} />
        </CardSection>
      ))}
    </Card>
  );
}
