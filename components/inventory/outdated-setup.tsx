import { ActionButton } from '@/components/ui/action-button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { confirmSetupAction } from '@/lib/web/actions/targets';

/** Says that a database or cluster has to be set up again, and what ends that. */
export function OutdatedSetup({ targetId, name, since }: { targetId: string; name: string; since: Date }) {
  return (
    <Notice tone="warn">
      <p className="font-semibold">Set up this target again.</p>
      <p>
        Since <Time at={since} show="date" /> another authority signs its certificates, so no one can connect
        until it trusts that authority. Follow the steps below, then verify the set-up.
      </p>
      <div className="mt-2">
        <ActionButton label={`Mark ${name} as set up`} action={confirmSetupAction.bind(null, { targetId })}>
          Mark as set up
        </ActionButton>
      </div>
    </Notice>
  );
}
