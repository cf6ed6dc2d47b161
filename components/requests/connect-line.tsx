import { ExternalLink } from 'lucide-react';
import { CopyButton } from '@/components/ui/copy-button';
import { InstallLink } from '@/components/zli/install-link';
import { browserAddress } from '@/lib/core/access/connection';
import type { RequestView } from '@/lib/core/access/request';
import { connectLine } from '@/lib/core/text/target';

/** The connect command of active access, and for a web app its address. */
export function ConnectLine({ request }: { request: RequestView }) {
  const { target } = request;
  const line = connectLine(request);
  const address = browserAddress(target)?.href;
  return (
    <span className="flex min-w-0 flex-col gap-1.5">
      {address && (
        <a
          href={address}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1.5 self-start font-semibold break-all text-accent hover:underline"
        >
          {address}
          <ExternalLink aria-hidden size={14} className="shrink-0" />
          <span className="sr-only">opens in a new tab</span>
        </a>
      )}
      <span className="flex min-w-0 items-center gap-2">
        <code className="min-w-0 grow rounded-lg border border-line bg-bg px-2.5 py-1 font-mono text-xs leading-5 break-all">
          {line}
        </code>
        <CopyButton text={line} what={`the connect command for ${target.name}`} />
      </span>
      <InstallLink />
    </span>
  );
}
