import { ActionButton } from '@/components/ui/action-button';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { PersonDetail } from '@/lib/directory/get-person';
import { decideIdentityAction } from '@/lib/web/actions/people';

/** Identities that claim a person's email. Confirming one gives it everything that the person has. */
export function IdentityClaims({ email, claims }: { email: string; claims: PersonDetail['claims'] }) {
  return claims.map(({ id, name, providerAccountId, claimedAt }) => (
    <Notice key={id} tone="warn">
      <p className="font-semibold">Another identity with this email tried to sign in.</p>
      <p>
        {name}, <span className="break-all">{providerAccountId}</span>, <Time at={claimedAt} />. Confirm it
        only if your identity provider’s administrator says that it is the same person: it then has the
        person’s role and access.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <ConfirmButton
          look="plain"
          label={`Confirm the identity of ${email}`}
          title={`Confirm the identity of ${email}?`}
          description={`${name} can then sign in as ${email}, with the same role and access.`}
          confirm="Confirm"
          action={decideIdentityAction.bind(null, { claimId: id, confirm: true })}
        >
          Confirm
        </ConfirmButton>
        <ActionButton
          label={`Refuse the identity of ${email}`}
          action={decideIdentityAction.bind(null, { claimId: id, confirm: false })}
        >
          Refuse
        </ActionButton>
      </div>
    </Notice>
  ));
}
