import { Check, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { Integration } from '@/lib/slack-installation/get-integration';
import { DeliveryHealth } from './delivery-health';
import { RemoveIntegration } from './remove-integration';

type Installation = NonNullable<Integration['installation']>;
type LogChannel = NonNullable<Installation['formerLogChannel']>;

type Props = {
  installation: Installation;
  /** the name of the log channel, unless Slack had one of that name */
  usualChannel: string;
  /** the purpose of each permission that the app requests */
  reasons: Readonly<Record<string, string>>;
  /** the results of the health check, possibly still loading */
  doctor: ReactNode;
};

/** The connected workspace: Remove Integration, log channel, messages, permissions, and the health check. */
export function Integrated({ installation, usualChannel, reasons, doctor }: Props) {
  const { teamName, teamId, installedBy, installedAt, logChannelId, logChannelName } = installation;
  const { formerLogChannel } = installation;
  return (
    <Card label="Slack">
      <div className="flex flex-wrap items-center justify-between gap-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-center gap-2 font-semibold">
            Slack
            <Badge tone="ok" icon={CircleCheck}>
              Connected
            </Badge>
          </h2>
          <p className="break-words text-muted">
            Workspace <b className="font-semibold text-ink">{teamName}</b> ({teamId}), installed by{' '}
            {installedBy.email} on <Time at={installedAt} show="date" />
          </p>
        </div>
        <RemoveIntegration teamName={teamName} />
      </div>
      <CardSection title="Channel">
        {logChannelId && logChannelName ? (
          <p className="mt-1 flex items-start gap-2">
            <Check aria-hidden size={15} className="mt-[3px] shrink-0 text-ok" />
            <span className="min-w-0 break-words">
              <ChannelLink channel={{ teamId, id: logChannelId, name: logChannelName }} />: Admins are added
              automatically and removed when they lose the role.
              {logChannelName.startsWith(`${usualChannel}-`) && (
                <span className="block text-muted">
                  Slack had a channel named {usualChannel} already, so this one has a number. The app never
                  uses an existing channel.
                </span>
              )}
              {formerLogChannel && (
                <span className="block text-muted">
                  The channel of the earlier integration was <ChannelLink channel={formerLogChannel} />. It
                  keeps its messages, and nothing more is posted to it.
                </span>
              )}
            </span>
          </p>
        ) : (
          <p className="mt-1 flex items-center gap-2 text-muted">
            <LoaderCircle aria-hidden size={15} className="animate-spin" />
            Creating the log channel…
          </p>
        )}
      </CardSection>
      <CardSection title="Messages about requests" hint="The test message is not counted.">
        <DeliveryHealth {...installation} />
      </CardSection>
      <CardSection title="Granted permissions">
        <Permissions scopes={installation.scopes} reasons={reasons} />
      </CardSection>
      {/* last: nothing moves when the results arrive, however long they are */}
      <CardSection
        title="Health check"
        hint="Checks the connection in both directions. In Slack: /bz-list-targets doctor."
      >
        {doctor}
      </CardSection>
    </Card>
  );
}

/** Opens a channel in Slack's app. Source: https://docs.slack.dev/interactivity/deep-linking */
function ChannelLink({ channel: { teamId, id, name } }: { channel: LogChannel }) {
  return (
    <a
      href={`slack://channel?${new URLSearchParams({ team: teamId, id })}`}
      className="font-semibold text-ink underline"
    >
      {name}
    </a>
  );
}

function Permissions({ scopes, reasons }: { scopes: readonly string[]; reasons: Props['reasons'] }) {
  const missing = Object.keys(reasons).filter((scope) => !scopes.includes(scope));
  return (
    <>
      <dl className="mt-1.5 grid gap-x-4 gap-y-1 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
        {[...scopes, ...missing].map((scope) => (
          <div key={scope} className="contents">
            <dt>
              <code className="rounded-md bg-soft px-2 py-0.5 font-mono text-xs">{scope}</code>
            </dt>
            <dd className="text-muted">
              {missing.includes(scope) && (
                <span className="mr-1.5 inline-flex items-center gap-1 font-semibold text-warn">
                  <TriangleAlert aria-hidden size={13} />
                  Missing:
                </span>
              )}
              {reasons[scope] ?? 'not requested by this version'}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-muted">
        {/* not a Link: it leaves the console, and must not be prefetched */}
        <a href="/api/slack/install" className={buttonClass(missing.length > 0 ? 'primary' : 'plain')}>
          Reinstall
        </a>
        Re-authorizes the app without interruption.
      </p>
    </>
  );
}
