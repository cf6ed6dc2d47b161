import { beforeAll, expect, test } from 'vitest';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { statementsOf } from '@/test/statements-of';
import { useDatabase } from '@/test/use-database';
import { listRequestable } from './list-requestable';
import { listRequests } from './list-requests';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

// Each statement is a round trip to the database. The numbers may fall; one that grows needs a reason.
// A request and a grant look for the access that they follow (R3). A decision looks up its caller twice: before it waits for the lock, and when it has it.
const most = { submit: 23, submitAutomatic: 25, approve: 24, listRequestable: 1, listRequests: 6 };

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
  // Once per process pg-boss reads the settings of each queue.
  await submitted();
  await approve(await submitted());
  await submitted(true);
});

async function submitted(automaticallyApproved = false): Promise<string> {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved });
  return (await submitRequest(engineer.ctx, asRoot(target))).id;
}

const approve = (requestId: string) => reviewRequest(admin.ctx, { requestId, decision: 'approve' });

/** How many of some statements read a table on its own. */
function readsOf(table: string, statements: readonly string[]): number {
  return statements.filter((statement) => new RegExp(`FROM "(public"\\.")?${table}"`).test(statement)).length;
}

test.each([
  ['submit', false],
  ['submitAutomatic', true],
] as const)(
  '%s loads the organization, its admins, its Slack and its policies once',
  async (name, automatic) => {
    const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: automatic });
    const statements = await statementsOf(() => submitRequest(engineer.ctx, asRoot(target)));
    expect(statements.length).toBeLessThanOrEqual(most[name]);
    expect(readsOf('organization', statements)).toBe(1);
    expect(readsOf('slack_installation', statements)).toBe(1);
    expect(readsOf('policy', statements)).toBe(1);
    expect(statements.filter((statement) => statement.includes('"role" =')).length).toBe(1);
  },
);

test('approve loads the organization, its admins, its Slack and its policies once', async () => {
  const requestId = await submitted();
  const statements = await statementsOf(() => approve(requestId));
  expect(statements.length).toBeLessThanOrEqual(most.approve);
  expect(readsOf('organization', statements)).toBe(1);
  expect(readsOf('slack_installation', statements)).toBe(1);
  expect(readsOf('policy', statements)).toBe(1);
});

test('a list is a few statements, however many rows it has', async () => {
  await submitted();
  const requestable = await statementsOf(() => listRequestable(engineer.ctx, {}));
  expect(requestable.length).toBeLessThanOrEqual(most.listRequestable);
  const requests = await statementsOf(() => listRequests(admin.ctx, { whose: 'all' }));
  expect(requests.length).toBeLessThanOrEqual(most.listRequests);
});
