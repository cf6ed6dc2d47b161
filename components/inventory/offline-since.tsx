import { Unplug } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';

/** Says that a server is offline, and when it last made contact. */
export function OfflineSince({ at }: { at: Date }) {
  return (
    <Badge tone="warn" icon={Unplug}>
      Offline since <Time at={at} />
    </Badge>
  );
}
