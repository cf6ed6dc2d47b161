import { CopyButton } from '@/components/ui/copy-button';
import type { RequestView } from '@/lib/core/request';
import { connectLine } from '@/lib/core/target';

/** The line that connects, to copy. */
export function ConnectLine({ request }: { request: RequestView }) {
  const line = connectLine(request);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <code className="min-w-0 grow rounded-lg border border-line bg-bg px-2.5 py-1 font-mono text-xs leading-5 break-all">
        {line}
      </code>
      <CopyButton text={line} what={`the line that connects to ${request.target.name}`} />
    </span>
  );
}
