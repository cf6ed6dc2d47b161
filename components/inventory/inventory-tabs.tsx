import { LinkTabs } from '@/components/ui/tabs';

export function InventoryTabs({ current }: { current: 'targets' | 'environments' }) {
  return (
    <LinkTabs
      label="Targets and environments"
      tabs={[
        { href: '/inventory/targets', name: 'Targets', current: current === 'targets' },
        { href: '/inventory/environments', name: 'Environments', current: current === 'environments' },
      ]}
    />
  );
}
