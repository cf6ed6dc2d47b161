import type { ReactNode } from 'react';

/** The device that wants to sign in, and the person it would act as. */
export function ConsentPanel({
  device,
  email,
  facts = [],
  children,
}: {
  device: string;
  email: string;
  /** more about the request: labels and values */
  facts?: readonly (readonly [string, ReactNode])[];
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
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        Allow this only if you just ran zli login on that device yourself. Anyone who uses that device can
        then request access and connect as you.
      </p>
      {children}
    </div>
  );
}
