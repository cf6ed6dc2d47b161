import type { Metadata } from 'next';
import { Brand } from '@/components/shell/brand';
import { Main } from '@/components/shell/main';
import { NotHere } from '@/components/shell/not-here';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <>
      <header className="flex h-[52px] items-center border-b border-line bg-panel px-4 md:px-6">
        <Brand />
      </header>
      <Main>
        <NotHere />
      </Main>
    </>
  );
}
