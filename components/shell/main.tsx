import type { ReactNode } from 'react';

/** The main part of a page: the skip link leads here, and focus returns here when its element is removed. */
export function Main({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto min-h-[calc(100dvh-53px)] w-full max-w-[1180px] px-4 pt-6 pb-16 outline-none md:px-6 md:pt-7"
    >
      {children}
    </main>
  );
}

export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-lg bg-accent px-3 py-1.5 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to content
    </a>
  );
}
