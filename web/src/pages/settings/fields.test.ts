import { expect, it } from 'vitest';
import { sentValues, usesText } from './fields';

const unused = { isAssociated: false, isRequired: false };

it('tells where a field is used', () => {
  const field = { caseAssociation: { isAssociated: true, isRequired: false }, cycleAssociation: unused, runAssociation: { isAssociated: true, isRequired: true } };
  expect(usesText(field)).toBe('Cases, Runs (required)');
});

it('says nothing of a requirement where the field is not used', () => {
  expect(usesText({ caseAssociation: { isAssociated: false, isRequired: true }, cycleAssociation: unused, runAssociation: unused })).toBe('');
});

it('keeps the IDs of values that are renamed, and leaves out those without text', () => {
  expect(sentValues([{ ID: 3, value: ' UAT ' }, { value: '' }, { value: 'Live' }])).toEqual([{ ID: 3, value: 'UAT' }, { value: 'Live' }]);
});
