import type { Command } from 'commander';
import type { Zli } from '../context';
import { adminOnly } from '../http/admin-only';

type User = { id: string; fullName: string; email: string; isAdmin: boolean; lastLogin: string | null };

/** Adds `zli users`: users of the organization, for admins. */
export function addUsers(program: Command, zli: Zli): void {
  program
    .command('users')
    .description('list the users of your organization (admins only)')
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli users --json')
    .action((options: { json?: true }) => listUsers(zli, options));
}

async function listUsers({ terminal, openApi }: Zli, { json }: { json?: true }): Promise<void> {
  const api = await openApi();
  const users = await adminOnly(api.get<User[]>('users'));
  if (json) return terminal.print(JSON.stringify(users, null, 2));
  const { drawTable } = await import('../format/draw-table');
  const columns = [{ head: 'Name' }, { head: 'Email' }, { head: 'Role' }, { head: 'Last login' }];
  const rows = users.map((user) => [
    user.fullName,
    user.email,
    user.isAdmin ? 'Admin' : 'User',
    user.lastLogin?.slice(0, 10) ?? 'never',
  ]);
  terminal.print(drawTable(columns, rows, terminal.width));
}
