'use client';

import { Bell, BellOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { setNotifications, wantsNotifications } from '@/components/shell/admin-work';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';

/** Turns notifications of new requests on or off, in this browser. Nothing where the browser has none. */
export function NotificationToggle() {
  const [state, setState] = useState<'on' | 'off' | 'none'>('none');
  useEffect(() => {
    if (typeof Notification !== 'undefined') setState(wantsNotifications() ? 'on' : 'off');
  }, []);
  if (state === 'none') return null;
  const change = async () => {
    const on = state === 'off';
    if (await setNotifications(on)) setState(on ? 'on' : 'off');
    else
      toast(
        'bad',
        'This browser blocks notifications of the console. Allow them in its settings for this site.',
      );
  };
  const Icon = state === 'on' ? Bell : BellOff;
  return (
    <Button look="quiet" aria-pressed={state === 'on'} onClick={change}>
      <Icon aria-hidden size={15} />
      Notifications
    </Button>
  );
}
