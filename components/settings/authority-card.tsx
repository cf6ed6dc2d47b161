import { Card, CardSection } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-text';
import { Time } from '@/components/ui/time';
import type { AuthorityView, SharedAuthorityKind } from '@/lib/certificates/list-authorities';
import { ReplaceAuthority } from './replace-authority';

const kinds: Record<SharedAuthorityKind, { name: string; about: string }> = {
  Ssh: { name: 'Servers', about: 'Signs SSH user certificates. sshd reads it as TrustedUserCAKeys.' },
  Web: {
    name: 'Web apps',
    about: 'Signs the X-Bzero-Identity header, so that apps can verify who is signed in.',
  },
};

/** The authorities of one kind: the one that signs, and older ones that targets still trust. */
export function AuthorityCard({
  kind,
  authorities,
}: {
  kind: SharedAuthorityKind;
  authorities: readonly AuthorityView[];
}) {
  const { name, about } = kinds[kind];
  return (
    <Card label={name}>
      <div className="flex flex-wrap items-start gap-3 px-5 py-4">
        <div className="min-w-0 grow basis-64">
          <h3 className="font-semibold">{name}</h3>
          <p className="text-sm text-muted">{about}</p>
        </div>
        <ReplaceAuthority authority={{ kind }} name={name.toLowerCase()} />
      </div>
      {authorities.map(({ id, publicPart, createdAt, trustedUntil }) => (
        <CardSection key={id}>
          <p className="mb-1.5 text-muted">
            {trustedUntil ? (
              <>
                Replaced; trusted until <Time at={trustedUntil} show="date" />
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
