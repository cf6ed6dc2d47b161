import type { ReactNode } from 'react';
import { requireContext } from '@/lib/auth/session';

/** Asks before anything is shown: behind the skeleton it would be too late for a plain redirect. */
export default async function Layout({ children }: { children: ReactNode }) {
  await requireContext('/inventory/targets');
  return children;
}
