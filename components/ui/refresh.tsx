'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { isTyping } from './use-kept-fields';

/**
 * Reloads the page's data when the tab becomes visible, and every `seconds` while it is. Not while somebody types into a
 * form: if the server has a new version, the whole page is loaded again.
 */
export function Refresh({ seconds }: { seconds?: number }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible' && !isTyping()) router.refresh();
    };
    document.addEventListener('visibilitychange', refresh);
    const timer = seconds ? setInterval(refresh, seconds * 1000) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      clearInterval(timer);
    };
  }, [router, seconds]);
  return null;
}
