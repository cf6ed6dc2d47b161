import { Ban, ShieldCheck, User } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { Role } from '@/lib/core/actor';

/** The role of a person, or that they are disabled. */
export function RoleBadge({ role, disabled }: { role: Role; disabled: boolean }) {
  if (disabled) {
    return (
      <Badge tone="bad" icon={Ban}>
        Disabled
      </Badge>
    );
  }
  return role === 'Admin' ? (
    <Badge tone="accent" icon={ShieldCheck}>
      Admin
    </Badge>
  ) : (
    <Badge tone="neutral" icon={User}>
      User
    </Badge>
  );
}
