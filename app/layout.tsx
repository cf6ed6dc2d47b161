import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { StyleNonce } from '@/components/shell/style-nonce';
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
    <html lang="en">
      <head>
        <StyleNonce nonce={nonce} />
      </head>
      <body>{children}</body>
    </html>
  );
}

/** The nonce of this response, from the policy that the server also puts into the request for Next. */
function readNonce(policy: string | null): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? '')?.[1];
}
