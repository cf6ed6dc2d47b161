import type { Metadata } from 'next';
import { Brand } from '@/components/shell/brand';
import { Main } from '@/components/shell/main';
import { PageNotFound } from '@/components/shell/page-not-found';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <>
      <header className="flex h-[52px] items-center border-b border-line bg-panel px-4 md:px-6">
        <Brand />
      </header>
      <Main>
        <PageNotFound />
      </Main>
    </>
  );
}
