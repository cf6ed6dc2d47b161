import { ArrowRight, Circle, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import type { Overview } from '@/lib/access/get-overview';

type SetupProgress = Overview['setup'];
type Step = { done: keyof SetupProgress; title: string; about: string; action: string; href: string };

const steps: readonly Step[] = [
  {
    done: 'slack',
    title: 'Connect Slack',
    about: 'People request access in Slack, and admins approve it there or here.',
    action: 'Connect Slack',
    href: '/settings/integrations/slack',
  },
  {
    done: 'target',
    title: 'Add a target',
    about: 'A server, database, Kubernetes cluster or web app. You create its environment in the same form.',
    action: 'Add a target',
    href: '/inventory/targets/new',
  },
  {
    done: 'access',
    title: 'Say what can be requested',
    about: 'An access policy names the targets, the accounts and the actions.',
    action: 'Create an access policy',
    href: '/policies/new/target-connect',
  },
  {
    done: 'requesters',
    title: 'Say who can request it',
    about: 'A just-in-time policy names the people, the duration, and whether an admin approves.',
    action: 'Create a just-in-time policy',
    href: '/policies/new/just-in-time',
  },
  {
    done: 'secondAdmin',
    title: 'Invite a second admin',
    about:
      'No one can approve their own requests. Send a colleague the address of this console; after they sign in, make them an admin.',
    action: 'Open People',
    href: '/users',
  },
  {
    done: 'request',
    title: 'Make a test request',
    about: 'Request access to a target, and see the request arrive in Slack and here.',
    action: 'Request access',
    href: '/request-access',
  },
];

/** The steps of the set-up with their state; nothing when all are done. */
export function SetupChecklist({ setup }: { setup: SetupProgress }) {
  const open = steps.filter(({ done }) => !setup[done]);
  if (open.length === 0) return null;
  return (
    <section
      aria-labelledby="setup"
      className="mb-5 rounded-xl border border-line bg-panel px-5 py-4 shadow-card"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="setup" className="font-semibold">
          Set up your organization
        </h2>
        <p className="text-sm text-muted">
          {steps.length - open.length} of {steps.length} done
        </p>
      </div>
      <ol className="mt-2 flex flex-col">
        {steps.map((step) => (
          <SetupStep key={step.done} step={step} done={setup[step.done]} next={step === open[0]} />
        ))}
      </ol>
    </section>
  );
}

function SetupStep({ step, done, next }: { step: Step; done: boolean; next: boolean }) {
  const Icon = done ? CircleCheck : Circle;
  return (
    <li className="flex items-start gap-3 border-t border-line py-2.5 first:border-t-0">
      <Icon aria-hidden size={17} className={`mt-0.5 shrink-0 ${done ? 'text-ok' : 'text-faint'}`} />
      <div className="min-w-0 grow">
        <p className={done ? 'text-muted' : 'font-medium'}>
          {step.title}
          <span className="sr-only">{done ? ', done' : ', not done'}</span>
        </p>
        {!done && <p className="text-sm text-muted">{step.about}</p>}
      </div>
      {!done && (
        <Link
          href={step.href}
          className={`inline-flex shrink-0 items-center gap-1 font-medium text-accent hover:underline ${next ? 'font-semibold' : ''}`}
        >
          {step.action}
          <ArrowRight aria-hidden size={14} />
        </Link>
      )}
    </li>
  );
}
