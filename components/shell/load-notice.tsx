const message = 'A part of this page could not be loaded. Reload the page: its forms keep what you typed.';
const look = 'fixed inset-x-4 top-4 z-50 rounded-xl border border-line bg-panel p-4 shadow-pop';

/** Runs before any file of the build, because it has to work without them. */
const script = `addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLScriptElement) || document.getElementById('load-notice')) return;
  const notice = document.createElement('p');
  Object.assign(notice, { id: 'load-notice', role: 'alert', className: '${look}', textContent: '${message}' });
  (document.body ?? document.documentElement).append(notice);
}, true);`;

/**
 * Says to reload a page whose scripts can't be loaded, for example because another process has another version: without
 * them, its buttons do nothing.
 */
export function LoadNotice({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
