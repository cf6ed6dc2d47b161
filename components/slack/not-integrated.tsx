import { CircleDashed, Dot, Download } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Code, Disclosure } from '@/components/ui/disclosure';

/** What the integration does and requires, and how to start it. `manifest` is the Slack app's, as JSON. */
export function NotIntegrated({ manifest }: { manifest: string }) {
  return (
    <Card label="Slack">
      <div className="flex flex-wrap items-center justify-between gap-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-center gap-2 font-semibold">
            Slack
            <Badge tone="neutral" icon={CircleDashed}>
              Not connected
            </Badge>
          </h2>
          <p className="text-muted">
            Engineers request access with <code className="font-mono text-xs text-ink">/bz-list-targets</code>
            . Admins approve in Slack, and every step is logged to a private channel.
          </p>
        </div>
        {/* not a Link: it leaves the console, and must not be prefetched */}
        <a href="/api/slack/install" className={buttonClass('primary')}>
          Integrate with Slack
        </a>
      </div>
      <CardSection title="Requirements">
        <ul className="mt-1.5 flex flex-col gap-1.5">
          <Need>You are an admin here, and an admin or owner of the Slack workspace.</Need>
          <Need>Your email is the same here and in Slack.</Need>
          <Need>No other organization has connected that workspace.</Need>
        </ul>
        <p className="mt-2 text-muted">
          Slack will ask you to pick a workspace and review permissions. Check the workspace at the top right.
          Nothing is saved if a requirement is not met.
        </p>
      </CardSection>
      <CardSection title="Slack app" hint="Your operator creates the app once from this manifest.">
        <Disclosure summary="App manifest">
          <Code label="App manifest">{manifest}</Code>
          <div className="mt-3 flex flex-wrap gap-2">
            <CopyButton text={manifest} what="the app manifest" />
            <a
              href={`data:application/json;charset=utf-8,${encodeURIComponent(manifest)}`}
              download="slack-app-manifest.json"
              className={buttonClass()}
            >
              <Download aria-hidden size={14} />
              Download
            </a>
            <a href="/slack-app-icon.png" download className={buttonClass()}>
              <Download aria-hidden size={14} />
              App icon
            </a>
          </div>
        </Disclosure>
      </CardSection>
    </Card>
  );
}

function Need({ children }: { children: string }) {
  return (
    <li className="flex items-start gap-2">
      <Dot aria-hidden size={15} className="mt-[3px] shrink-0 text-muted" />
      {children}
    </li>
  );
}
