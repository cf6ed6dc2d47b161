import { ShortcutList } from '@/components/requests/shortcut-list';
import { fixedShortcuts, shortcutsOf } from '@/components/requests/shortcuts-of';
import { Card, CardSection } from '@/components/ui/card';
import { PageLink } from './page-link';
import { Steps } from './steps';

const everywhere = [{ key: 'Ctrl K', text: 'Search or jump to a page, person, target or policy' }];

/** How admins set up, review, and check what happened. */
export function AdminHelp() {
  return (
    <>
      <Steps title="Set up">
        <li>
          <PageLink href="/settings/integrations/slack">Integrate with Slack</PageLink>, so that people can
          request access and admins can decide there.
        </li>
        <li>
          <PageLink href="/inventory/targets/new">Register targets</PageLink> or{' '}
          <PageLink href="/inventory/import">import them</PageLink>. The page of each target has its set-up.
        </li>
        <li>
          Write access policies for what people can use, and{' '}
          <PageLink href="/policies">just-in-time policies</PageLink> for who can request it and who approves.
        </li>
        <li>
          Ask the <PageLink href="/policies/simulator">simulator</PageLink> who can do what. The editor
          explains its <PageLink href="/policies/issues">errors and warnings</PageLink>.
        </li>
      </Steps>
      <Steps title="Review requests">
        <li>
          Decide under <PageLink href="/requests">Requests</PageLink> or in Slack. The first decision wins,
          and nobody decides their own request unless the{' '}
          <PageLink href="/settings/organization">organization settings</PageLink> allow it.
        </li>
        <li>
          To end access early, open <PageLink href="/requests?show=live">active access</PageLink> and revoke
          it. The console then verifies that the target refuses it.
        </li>
        <li>
          The <PageLink href="/audit">audit log</PageLink> records every step. You can verify there that no
          one changed it.
        </li>
      </Steps>
      <Card label="Keyboard shortcuts">
        <CardSection title="Keyboard shortcuts" hint="The single keys work in the lists of requests.">
          <ShortcutList
            shortcuts={[...everywhere, ...fixedShortcuts, ...shortcutsOf('waiting'), ...shortcutsOf('live')]}
          />
        </CardSection>
      </Card>
    </>
  );
}
