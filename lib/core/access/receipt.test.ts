import { expect, test } from 'vitest';
import type { ChildPolicy } from '@/lib/core/policy/policy';
import { describeReceipt } from '@/lib/core/text/receipt';
import type { AccessSpec } from './access-spec';
import { decide, type TargetRef } from './decision';
import { evaluationOf, type NearPolicy } from './receipt';

const now = new Date('2026-11-23T10:00:00Z');
const requester = { userId: 'me', groupIds: ['eng'] };
const target: TargetRef = { id: 'web', type: 'Bzero', environmentId: 'prod' };
const spec: AccessSpec = { targetUser: 'root', targetGroups: [], verb: 'Shell' };

function child(over: Partial<ChildPolicy> = {}): ChildPolicy {
  const lists = { targetIds: ['web'], environmentIds: [], targetUsers: ['root'], targetGroups: [] };
  return {
    id: 'c',
    name: 'Servers',
    type: 'TargetConnect',
    timeExpires: null,
    ...lists,
    verbs: ['Shell'],
    ...over,
  };
}

function policy(name: string, over: Partial<NearPolicy> = {}): NearPolicy {
  return {
    id: name,
    name,
    version: 2,
    createdAt: new Date('2026-01-01'),
    timeExpires: null,
    subjectIds: ['me'],
    groupIds: [],
    automaticallyApproved: false,
    duration: 60,
    children: [child()],
    audience: [],
    ...over,
  };
}

function evaluationFor(policies: NearPolicy[], deciders: string[] = []) {
  const decision = decide(policies, requester, target, spec, now);
  const [rule] = decision.rules;
  if (!rule) throw new Error('nothing covers it');
  return evaluationOf({ at: now, rule, decision, policies, target, deciders, groupIds: requester.groupIds });
}

test('R2: a receipt names the rule, those that come later and by what, and who could decide', () => {
  const asked = evaluationFor(
    [policy('Short', { duration: 30 }), policy('Long'), policy('Same', { duration: 30, id: 'z' })],
    ['a@acme.test', 'b@acme.test'],
  );
  expect(describeReceipt({ asked, approved: null })).toEqual({
    decided: [
      'Policy Short (version 2) covers it, through Servers, for 30 minutes.',
      'It needs admin approval. a@acme.test, b@acme.test could decide.',
    ],
    later: [
      'Policy Same (version 2) also covers it, through Servers, but the older policy takes precedence.',
      'Policy Long (version 2) also covers it, through Servers, but its duration of 1 hour is longer, and the shorter one takes precedence.',
    ],
    nearly: [],
  });
});

test('what nearly matched on the target stands nearest first, with what it gives instead', () => {
  const { nearly } = describeReceipt({
    asked: evaluationFor([
      policy('Mine', { automaticallyApproved: true }),
      policy('Data', { subjectIds: [], audience: ['Data', 'Support'] }),
      policy('Deploy', { children: [child({ targetUsers: ['deploy'] })] }),
      policy('Files', { children: [child({ verbs: ['FileTransfer'] })] }),
      policy('Old', { timeExpires: new Date('2026-10-01') }),
      policy('Other people elsewhere', { subjectIds: [], children: [child({ targetIds: ['api'] })] }),
      policy('Old elsewhere', { timeExpires: now, children: [child({ targetIds: ['api'] })] }),
      policy('Elsewhere', { children: [child({ targetIds: ['api'] }), child({ id: 'd', targetIds: [] })] }),
    ]),
    approved: null,
  });
  expect(nearly).toEqual([
    'Policy Files (version 2), through Servers, allows only File transfer.',
    'Policy Deploy (version 2), through Servers, allows only deploy.',
    'Policy Old (version 2) expired on 2026-10-01.',
    'Policy Data (version 2) applies to Data, Support.',
  ]);
});

test('R8: where another rule is in charge at the approval, both are told', () => {
  const asked = evaluationFor([policy('Then')], ['a@acme.test']);
  const approved = evaluationFor([policy('Now')], ['a@acme.test']);
  expect(describeReceipt({ asked, approved }).decided.slice(0, 2)).toEqual([
    'When requested, policy Then (version 2) covers it, through Servers, for 1 hour.',
    'At approval, policy Now (version 2) covers it, through Servers, for 1 hour.',
  ]);
});

test('a policy that matched is never among those that nearly did', () => {
  const asked = evaluationFor([policy('Two parts', { children: [child(), child({ id: 'd', verbs: [] })] })]);
  expect(asked.nearly).toEqual([]);
});
