import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LoadNotice } from '@/components/shell/load-notice';
import { StyleNonce } from '@/components/shell/style-nonce';
import { type Theme, themeCookie, themeOf } from '@/lib/web/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'BastionZero', template: '%s · BastionZero' },
  description: 'Just-in-time access to servers, databases, Kubernetes clusters and web apps.',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#16181f' },
  ],
};

// Every page reads the database at each request.
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = readNonce((await headers()).get('content-security-policy'));
  return (
    <html lang="en" data-theme={await readTheme()}>
      <head>
        <StyleNonce nonce={nonce} />
        <LoadNotice nonce={nonce} />
      </head>
      <body>{children}</body>
    </html>
  );
}

async function readTheme(): Promise<Theme> {
  return themeOf((await cookies()).get(themeCookie)?.value);
}

/** The nonce of this response, from the policy that the server also puts into the request for Next. */
function readNonce(policy: string | null): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
}
