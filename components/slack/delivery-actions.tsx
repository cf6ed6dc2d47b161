'use client';

import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionButton } from '@/components/ui/action-button';
import { retryMessagesAction, sendTestMessageAction } from '@/lib/web/actions/slack-installation';

/** Has one message sent again that was given up, or all. */
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

/** Sends a message to the admin and to the log channel, to see that it arrives. */
export function TestMessageButton() {
  return (
    <ActionButton action={sendTestMessageAction}>
      <Send aria-hidden size={14} />
      Send a test message
    </ActionButton>
  );
}
