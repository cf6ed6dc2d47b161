import { LinkTabs } from '@/components/ui/tabs';

export function DirectoryTabs({ current }: { current: 'people' | 'groups' }) {
  return (
    <LinkTabs
      label="Directory"
      tabs={[
        { href: '/users', name: 'People', current: current === 'people' },
        { href: '/users/groups', name: 'Groups', current: current === 'groups' },
      ]}
    />
  );
}
