import type { Metadata } from 'next';
import { Main } from '@/components/shell/main';
import { NotHere } from '@/components/shell/not-here';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Main>
      <NotHere />
    </Main>
  );
}
