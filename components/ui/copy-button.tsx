'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import { toast } from './toast';

/** Copies a text. `what` ends the accessible name: `Copy the connect command`. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      toast('bad', 'The browser blocked copying. Select the text and copy it.');
    }
  }
  const Icon = copied ? Check : Copy;
  return (
    <Button onClick={copy} aria-label={`Copy ${what}`}>
      <Icon aria-hidden size={14} />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}
