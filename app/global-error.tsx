'use client';

import { Main } from '@/components/shell/main';
import { PageError } from '@/components/shell/page-error';
import './globals.css';

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Main>
          <PageError reference={error.digest} onRetry={() => window.location.reload()} />
        </Main>
      </body>
    </html>
  );
}
