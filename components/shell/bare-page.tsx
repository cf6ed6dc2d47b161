import type { ReactNode } from 'react';
import { Mark } from './brand';

/** A page outside the console's frame, such as sign-in. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center px-4 py-12 outline-none">
      <div className="w-full max-w-sm">
        <div className="mb-5 flex items-center justify-center gap-2.5 text-lg font-bold tracking-tight">
          <Mark />
          BastionZero
        </div>
        <div className="rounded-xl border border-line bg-panel p-6 shadow-card">{children}</div>
      </div>
    </main>
  );
}
