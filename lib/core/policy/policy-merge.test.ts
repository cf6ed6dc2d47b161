import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyDocument } from './policy';
import { isSameDocument, mergePolicies, takeParts } from './policy-merge';

const base: PolicyDocument = {
  type: 'JustInTime',
  name: 'Production on request',
  description: '',
  timeExpires: null,
  subjectIds: ['engineer'],
  groupIds: ['Engineering'],
  targetIds: [],
  environmentIds: [],
  targetUsers: [],
  targetGroups: [],
  verbs: [],
  childIds: ['servers'],
  automaticallyApproved: false,
  duration: 60,
  recordInput: false,
  mfaEnabled: false,
  mfaDuration: null,
};

const some = fc.subarray(['a', 'b']);
const documents = fc.record({
  name: fc.constantFrom('One', 'Two'),
  description: fc.constantFrom('', 'Note'),
  subjectIds: some,
  groupIds: some,
  targetIds: some,
  environmentIds: some,
  targetUsers: some,
  targetGroups: some,
  childIds: some,
  automaticallyApproved: fc.boolean(),
  duration: fc.constantFrom(30, 60),
});
const document = documents.map((fields): PolicyDocument => ({ ...base, ...fields }));

test('an edit of another field stays, and so does mine', () => {
  const mine = { ...base, description: 'For the on-call team' };
  const theirs = { ...base, duration: 240 };
  expect(mergePolicies(base, mine, theirs)).toEqual({
    merged: { ...base, description: 'For the on-call team', duration: 240 },
    mine: ['description'],
    theirs: ['duration'],
    conflicts: [],
  });
});

test('only a field that both changed, each in another way, is a conflict', () => {
  const mine = { ...base, duration: 30, groupIds: [], name: 'Renamed' };
  const theirs = { ...base, duration: 240, subjectIds: [], name: 'Renamed' };
  const merge = mergePolicies(base, mine, theirs);
  expect(merge.conflicts).toEqual(['people', 'duration']);
  expect(merge.merged).toEqual(theirs);
  expect(takeParts(merge.merged, mine, ['duration'])).toEqual({ ...theirs, duration: 30 });
});

test('without one of the edits, the merge is the other one', () => {
  fc.assert(
    fc.property(document, document, (from, edit) => {
      expect(mergePolicies(from, from, edit)).toMatchObject({ merged: edit, mine: [], conflicts: [] });
      const own = mergePolicies(from, edit, from);
      expect(own).toMatchObject({ theirs: [], conflicts: [] });
      expect(mergePolicies(edit, own.merged, edit).mine).toEqual([]);
    }),
  );
});

test('documents are the same whatever the order of their lists', () => {
  const two = { ...base, groupIds: ['a', 'b'] };
  expect(isSameDocument(two, { ...base, groupIds: ['b', 'a'] })).toBe(true);
  expect(isSameDocument(two, base)).toBe(false);
  expect(isSameDocument(base, { ...base, timeExpires: new Date('2030-01-01T00:00:00Z') })).toBe(false);
});

test('the order of the two edits decides nothing but who keeps a conflict', () => {
  fc.assert(
    fc.property(document, document, document, (from, one, two) => {
      const forward = mergePolicies(from, one, two);
      const back = mergePolicies(from, two, one);
      expect(back.conflicts).toEqual(forward.conflicts);
      expect(
        mergePolicies(from, takeParts(forward.merged, one, forward.conflicts), back.merged),
      ).toMatchObject({
        theirs: expect.any(Array),
        conflicts: [],
      });
    }),
  );
});
