import { lockForRuleChange } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/transaction';

// Takes the lock of an organization's rules in a transaction, says so on a line, and keeps it until it is killed.

const organizationId = process.argv[2] ?? '';
const minute = 60_000;

await inTransaction(async (tx) => {
  await lockForRuleChange(tx, organizationId);
  console.log('locked');
  await new Promise((resolve) => setTimeout(resolve, minute));
}, minute);
