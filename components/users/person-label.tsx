import Link from 'next/link';
import type { ReactNode } from 'react';
import { Initials } from '@/components/ui/initials';

type Props = {
  person: { name: string; email: string };
  isMe?: boolean;
  href?: string;
  /** whether a click on the table row opens `href` too */
  opensRow?: boolean;
  /** lines below the name */
  children?: ReactNode;
};

/**
 * A person: initials, the email, and below it the name, which people choose themselves in their identity provider. Of an API
 * key, what people read in the place of an email.
 */
export function PersonLabel({ person: { name, email }, isMe = false, href, opensRow, children }: Props) {
  return (
    <span className="flex items-start gap-2">
      <Initials name={name} hidden />
      <span className="min-w-0">
        {href ? (
          <Link href={href} data-opens={opensRow} className="font-semibold break-words hover:underline">
            <Email email={email} />
          </Link>
        ) : (
          <span className="font-semibold break-words">
            <Email email={email} />
          </span>
        )}
        {isMe && <span className="text-muted"> (you)</span>}
        {email.includes('@') && name !== email && (
          <span className="block break-words text-muted">{name}</span>
        )}
        {children}
      </span>
    </span>
  );
}

/** An email that breaks before its domain, where it has to. */
function Email({ email }: { email: string }) {
  const at = email.lastIndexOf('@');
  if (at < 0) return email;
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
}
