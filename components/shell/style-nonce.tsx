'use client';

import { useState } from 'react';

/**
 * The nonce of this page for react-aria, which puts it on the styles that it adds. It stays what it was when the page was
 * loaded, because the security policy of the page does: after an action the layout has the nonce of a later response.
 */
export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  const [first] = useState(nonce);
  // Browsers hide the attribute from the HTML that scripts see.
  return <meta property="csp-nonce" nonce={first} suppressHydrationWarning />;
}
