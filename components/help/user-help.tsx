import type { ReactNode } from 'react';
import { PageLink } from './page-link';
import { Steps } from './steps';

/** How anyone requests access, connects and ends access. */
export function UserHelp() {
  return (
    <>
      <Steps title="Request access">
        <li>
          Open <PageLink href="/request-access">Request access</PageLink>, or type{' '}
          <Code>/bz-list-targets</Code> in Slack.
        </li>
        <li>
          Press <b className="font-semibold">Request Access</b> beside a target, choose the target user and
          the action, and give a reason that your reviewers understand.
        </li>
        <li>
          Some policies approve automatically. Otherwise an admin decides, and you are notified in Slack.
          Access starts at the approval.
        </li>
      </Steps>
      <Steps title="Connect">
        <li>
          <PageLink href="/zli/install">Install zli</PageLink> once, and run <Code>zli login</Code>.
        </li>
        <li>
          Copy the connect command from <PageLink href="/access">My access</PageLink> or from Slack, and run
          it in your terminal. A web app opens in your browser.
        </li>
        <li>
          To see what you can use and request, run <Code>zli list-targets</Code>.
        </li>
      </Steps>
      <Steps title="End access">
        <li>Access expires automatically. Sessions that are open then are closed.</li>
        <li>
          If you need longer, press <b className="font-semibold">Request more time</b> in the last minutes.
        </li>
        <li>
          If you are done earlier, press <b className="font-semibold">End now</b> on{' '}
          <PageLink href="/access">My access</PageLink>.
        </li>
      </Steps>
    </>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="rounded bg-soft px-1 py-px font-mono text-sm">{children}</code>;
}
