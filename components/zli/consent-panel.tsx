import type { ReactNode } from 'react';

/** The device that wants to sign in, and the person it would act as. */
export function ConsentPanel({
  device,
  email,
  children,
}: {
  device: string;
  email: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-panel p-5 shadow-card">
      <h2 className="font-bold break-words">Allow zli on {device} to act as you?</h2>
      <dl className="grid gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <dt className="text-muted">Device</dt>
        <dd className="font-semibold break-words">{device}</dd>
        <dt className="text-muted">Acts as</dt>
        <dd className="font-semibold break-words">{email}</dd>
      </dl>
      <p className="text-muted">
        Allow this only if you just ran zli login on that device yourself. Anyone who uses that device can
        then request access and connect as you.
      </p>
      {children}
    </div>
  );
}
