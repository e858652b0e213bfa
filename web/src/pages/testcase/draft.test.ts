import { describe, expect, it } from 'vitest';
import { changedParts, changesOf, differences, type Draft, rebased } from './draft';

const step = { type: 'TEXT' as const, words: 'Pay', data: '4111', expected: 'Refused' };
const read: Draft = {
  title: 'Pay', description: '', precondition: '', folder: { ID: 7, name: 'Shop' }, status: 'Draft', priority: 'High', type: 'Functional', scriptType: 'Classic',
  automationStatus: 'Automated', automationKey: 'acme.Pay', owner: 'kim', tags: ['smoke'], requirements: [], fields: [{ name: 'Environment', entry: 'UAT' }], steps: [step],
  data: { parameters: ['user', ''], rows: [['ann', 'x']] },
};

describe('what is sent', () => {
  it('is what differs', () => {
    expect(changesOf(read, { ...read })).toEqual({});
    expect(changesOf(read, { ...read, title: ' Pay by card ', tags: ['smoke', 'card'] })).toEqual({ title: 'Pay by card', tags: [{ tag: { name: 'smoke' } }, { tag: { name: 'card' } }] });
  });

  it.each<[Partial<Draft>, object]>([
    [{ folder: null }, { folder: null }],
    [{ folder: { ID: 9, name: 'Cart' } }, { folder: { ID: 9 } }],
    [{ automationKey: '  ' }, { automationKey: null }],
    [{ owner: '' }, { ownedByID: null }],
    [{ status: 'Published' }, { status: { name: 'Published' } }],
    [{ requirements: ['AT-42'] }, { jiraRequirementIDs: ['AT-42'] }],
  ])('%j becomes %j', (change, sent) => {
    expect(changesOf(read, { ...read, ...change })).toEqual(sent);
  });

  it('is all custom fields and all data sets where one of them differs', () => {
    expect(changesOf(read, { ...read, fields: [{ name: 'Environment', entry: 'Live' }, { name: 'Weight', entry: '' }] })).toEqual({ customFields: [{ name: 'Environment', value: 'Live' }] });
    expect(changesOf(read, { ...read, data: { parameters: ['user ', ''], rows: [['bob', 'x'], ['eve']] } })).toEqual({ datasetParameters: [{ name: 'user' }], dataSets: [{ user: 'bob' }, { user: 'eve' }] });
    expect(changesOf(read, { ...read, data: { parameters: [], rows: [] } })).toEqual({ datasetParameters: [], dataSets: [] });
  });

  it('has the text of a step where its type wants it, and no step without text', () => {
    const steps = [step, { ...step, type: 'BDD_WHEN' as const, words: 'I pay' }, { ...step, type: 'REFERENCE' as const, words: ' AT-TC-1 ' }, { ...step, words: ' ' }];
    expect(changesOf(read, { ...read, steps }).steps).toEqual([
      { stepType: 'TEXT', step: 'Pay', data: '4111', expectedResult: 'Refused' },
      { stepType: 'BDD_WHEN', bddStep: 'I pay', data: '4111', expectedResult: 'Refused' },
      { stepType: 'REFERENCE', referencedCase: { key: 'AT-TC-1' }, data: '4111', expectedResult: 'Refused' },
    ]);
  });
});

it('tells differences as text', () => {
  expect(differences(read, { ...read, folder: null, steps: [{ ...step, expected: '' }, { ...step, type: 'BDD_THEN', words: 'it waits', data: '', expected: '' }] })).toEqual([
    { part: 'folder', before: 'Shop', after: '' },
    { part: 'steps', before: '1. Pay\n   Data: 4111\n   Expected: Refused', after: '1. Pay\n   Data: 4111\n2. Then it waits' },
  ]);
});

describe('a draft of what others changed meanwhile', () => {
  const mine = { ...read, title: 'Pay by card', status: 'Published' };
  const theirs = { ...read, title: 'Pay twice', priority: 'Low' };

  it('keeps mine, and what only they changed', () => {
    expect(rebased(read, mine, theirs, 'mine')).toEqual({ ...read, title: 'Pay by card', status: 'Published', priority: 'Low' });
  });

  it('takes theirs where both changed the same', () => {
    const draft = rebased(read, mine, theirs, 'theirs');
    expect(draft).toEqual({ ...read, title: 'Pay twice', status: 'Published', priority: 'Low' });
    expect(changedParts(theirs, draft)).toEqual(['status']);
  });
});
