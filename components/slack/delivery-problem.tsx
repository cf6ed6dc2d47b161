import { Notice } from '@/components/ui/notice';

/** Tells a person in the console that Slack could not, and why. Renders nothing without a problem. */
export function DeliveryProblem({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <div className="mb-4">
      <Notice tone="warn">
        Slack did not deliver a message to you: {why}. What it said is on this page. Your admins see the
        reason too.
      </Notice>
    </div>
  );
}
