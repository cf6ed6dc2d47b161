'use client';

import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionButton } from '@/components/ui/action-button';
import { retryMessagesAction, sendTestMessageAction } from '@/lib/web/actions/slack-installation';

/** Sends a failed message again, or all of them without `messageId`. */
export function RetryButton(props: { messageId?: string; label?: string; children: ReactNode }) {
  const { messageId, label, children } = props;
  return (
    <ActionButton
      {...(label && { label })}
      action={() => retryMessagesAction({ ...(messageId && { messageId }) })}
    >
      {children}
    </ActionButton>
  );
}

/** Sends a test message to the reader and to the log channel. */
export function TestMessageButton() {
  return (
    <ActionButton action={sendTestMessageAction}>
      <Send aria-hidden size={14} />
      Send test message
    </ActionButton>
  );
}
