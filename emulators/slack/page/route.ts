import { useCallback, useEffect, useState } from 'react';

export type Route =
  | { page: 'choose' }
  | { page: 'client'; teamId: string; userId: string; at: { channel: string } | { app: true } | undefined };

/** The page for a path. Unknown paths lead to the start page. */
function parseRoute(path: string): Route {
  const [w, teamId, userId, kind, id] = path.split('/').filter(Boolean);
  if (w !== 'w' || !teamId || !userId) return { page: 'choose' };
  const at = kind === 'app' ? ({ app: true } as const) : kind === 'c' && id ? { channel: id } : undefined;
  return { page: 'client', teamId, userId, at };
}

/** The current route, and a function that navigates without a page load. */
export function useRoute(): { route: Route; go: (path: string) => void } {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const back = () => setPath(location.pathname);
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = useCallback((to: string) => {
    history.pushState(null, '', to);
    setPath(to);
  }, []);
  return { route: parseRoute(path), go };
}
