import type { ComponentProps, MouseEvent } from 'react';

/** A link that navigates within the page, and works as a link in new tabs. */
export function Link({
  go,
  href,
  ...rest
}: { go: (path: string) => void; href: string } & ComponentProps<'a'>) {
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={click} />;
}
