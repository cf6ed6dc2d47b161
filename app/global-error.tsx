'use client';

import { Failed } from '@/components/shell/failed';
import { Main } from '@/components/shell/main';
import './globals.css';

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Main>
          <Failed reference={error.digest} again={() => window.location.reload()} />
        </Main>
      </body>
    </html>
  );
}
