import { Check, CircleDashed, Download } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Code, Disclosure } from '@/components/ui/disclosure';

/** What the integration does, what it needs, and the way to it. `manifest` is of the Slack app, as JSON. */
export function NotIntegrated({ manifest }: { manifest: string }) {
  return (
    <Card label="Slack">
      <div className="flex flex-wrap items-center justify-between gap-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-center gap-2 font-semibold">
            Slack
            <Badge tone="neutral" icon={CircleDashed}>
              Not integrated
            </Badge>
          </h2>
          <p className="text-muted">
            Engineers ask for access with <code className="font-mono text-xs text-ink">/bz-list-targets</code>
            , admins decide where they are, and every step is logged in a private channel. Just-in-time
            policies rest until then.
          </p>
        </div>
        {/* not a Link: it leaves the console, and must not be fetched ahead */}
        <a href="/api/slack/install" className={buttonClass('primary')}>
          Integrate with Slack
        </a>
      </div>
      <CardSection title="What you need">
        <ul className="mt-1.5 flex flex-col gap-1.5">
          <Need>You are an admin here, and an admin or owner of the Slack workspace.</Need>
          <Need>Your e-mail address is the same on both sides.</Need>
          <Need>No other organization has integrated that workspace.</Need>
        </ul>
        <p className="mt-2 text-muted">
          Slack asks next which workspace it is and shows the permissions. Check the workspace at the top
          right there. If something does not fit, nothing is stored and you are told why.
        </p>
      </CardSection>
      <CardSection title="The Slack app" hint="Whoever runs this console makes it once, from this manifest.">
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
      <Check aria-hidden size={15} className="mt-[3px] shrink-0 text-ok" />
      {children}
    </li>
  );
}
