'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Failed } from '@/components/shell/failed';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <Failed reference={error.digest} again={again} />;
}
