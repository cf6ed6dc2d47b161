import { ShortcutList } from '@/components/requests/shortcut-list';
import { fixedShortcuts, shortcutsOf } from '@/components/requests/shortcuts-of';
import { Card, CardSection } from '@/components/ui/card';
import { Steps } from './steps';
import { Page } from './user-help';

const everywhere = [{ key: 'Ctrl K', text: 'Search or jump to a page, person, target or policy' }];

/** How admins set up, review, and check what happened. */
export function AdminHelp() {
  return (
    <>
      <Steps title="Set up">
        <li>
          <Page href="/settings/integrations/slack">Integrate with Slack</Page>, so that people can request
          access and admins can decide there.
        </li>
        <li>
          <Page href="/inventory/targets/new">Register targets</Page> or{' '}
          <Page href="/inventory/import">import them</Page>. The page of each target has its set-up.
        </li>
        <li>
          Write access policies for what people can use, and{' '}
          <Page href="/policies">just-in-time policies</Page> for who can request it and who approves.
        </li>
        <li>
          Ask the <Page href="/policies/simulator">simulator</Page> who can do what. The editor explains its{' '}
          <Page href="/policies/issues">errors and warnings</Page>.
        </li>
      </Steps>
      <Steps title="Review requests">
        <li>
          Decide under <Page href="/requests">Requests</Page> or in Slack. The first decision wins, and nobody
          decides their own request unless the{' '}
          <Page href="/settings/organization">organization settings</Page> allow it.
        </li>
        <li>
          To end access early, open <Page href="/requests?show=live">active access</Page> and revoke it. The
          console then verifies that the target refuses it.
        </li>
        <li>
          The <Page href="/audit">audit log</Page> records every step. You can verify there that no one
          changed it.
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
