import type { ReactNode } from 'react';

/** Which computer asks, and as whom it would act. */
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
      <h2 className="font-bold break-words">Let zli on {device} act for you?</h2>
      <dl className="grid gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <dt className="text-muted">Computer</dt>
        <dd className="font-semibold break-words">{device}</dd>
        <dt className="text-muted">Acts as</dt>
        <dd className="font-semibold break-words">{email}</dd>
      </dl>
      <p className="text-muted">
        Allow it only if you started zli login there yourself, just now. Whoever is at that computer can then
        ask for access and connect in your name.
      </p>
      {children}
    </div>
  );
}
