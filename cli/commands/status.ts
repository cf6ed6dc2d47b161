import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';
import { formatClock, formatShortTimeLeft } from '../format/time';
import type { ZliSignIn } from '../login/login-result';

/** Adds `zli status`: who is logged in, and what access is active or pending. */
export function addStatus(program: Command, zli: Zli): void {
  program
    .command('status')
    .description('show your login, active access and pending requests')
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli status')
    .action((options: { json?: true }) => showStatus(zli, options));
}

async function showStatus({ terminal, openApi }: Zli, { json }: { json?: true }): Promise<void> {
  const api = await openApi();
  const [signIn, active, pending] = await Promise.all([
    api.get<ZliSignIn>('zli/token'),
    api.get<AccessRequest[]>('access/requests', { state: 'live', whose: 'own' }),
    api.get<AccessRequest[]>('access/requests', { state: 'waiting', whose: 'own' }),
  ]);
  const { user, organizationName, expires } = signIn;
  if (json) {
    const { id, email } = user;
    const login = { server: api.server, user: { id, email }, organizationName, expires };
    return terminal.print(JSON.stringify({ ...login, active, pending }, null, 2));
  }
  const now = api.now();
  const end = new Date(expires);
  const { drawRequests } = await import('../access/draw-requests');
  const draw = (requests: readonly AccessRequest[]) =>
    drawRequests(requests, { now, width: terminal.width, isAll: false });
  terminal.print(
    [
      `Logged in as ${user.email} (${organizationName})`,
      `Server: ${api.server}`,
      `Login ends: ${formatClock(end, now)} (${formatShortTimeLeft(end, now)})`,
      ...(active.length > 0 ? ['', 'Active access:', draw(active)] : ['', 'No active access.']),
      ...(pending.length > 0 ? ['', 'Pending requests:', draw(pending)] : ['No pending requests.']),
    ].join('\n'),
  );
  const { announceUpdate } = await import('../login/announce-update');
  announceUpdate(api, terminal);
}
