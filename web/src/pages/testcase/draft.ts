// What people change of a case: a draft, what differs between two of them, and what of it is sent.
import type { Case, CaseChanges, CaseStep } from '#api/cases';
import { type FieldEntry, fieldEntriesOf, fieldsText, sentFields } from '#parts/fields/entries';

export interface DraftStep {
  type: CaseStep['stepType'];
  words: string;
  data: string;
  expected: string;
}

/** A value for each parameter, row by row. */
export interface DraftData {
  parameters: string[];
  rows: string[][];
}

export interface Draft {
  title: string;
  description: string;
  precondition: string;
  folder: { ID: number; name: string } | null;
  status: string;
  priority: string;
  type: string;
  scriptType: string;
  automationStatus: string;
  automationKey: string;
  owner: string;
  tags: string[];
  requirements: string[];
  fields: FieldEntry[];
  steps: DraftStep[];
  data: DraftData;
}

export type Part = keyof Draft;

export const partNames: Record<Part, string> = {
  title: 'Title', description: 'Description', precondition: 'Precondition', folder: 'Folder', status: 'Status', priority: 'Priority', type: 'Type',
  scriptType: 'Script type', automationStatus: 'Automation status', automationKey: 'Automation key', owner: 'Owner', tags: 'Tags', requirements: 'Requirements', fields: 'Custom fields', steps: 'Steps', data: 'Data sets',
};

const parts = Object.keys(partNames) as Part[];

export function draftOf(testCase: Case): Draft {
  return {
    title: testCase.title,
    description: testCase.description,
    precondition: testCase.precondition,
    folder: testCase.folder && { ID: testCase.folder.ID, name: testCase.folder.name },
    status: testCase.status.name,
    priority: testCase.priority.name,
    type: testCase.type.name,
    scriptType: testCase.scriptType.name,
    automationStatus: testCase.automationStatus.name,
    automationKey: testCase.automationKey ?? '',
    owner: testCase.ownedByID ?? '',
    tags: testCase.tags.map(({ tag }) => tag.name),
    requirements: testCase.jiraRequirementIDs,
    fields: fieldEntriesOf(testCase.customFields),
    steps: testCase.steps.map(draftStepOf),
    data: draftDataOf(testCase),
  };
}

export const draftStepOf = (step: CaseStep): DraftStep => ({
  type: step.stepType,
  words: step.step ?? step.bddStep ?? step.referencedCase?.key ?? '',
  data: step.data,
  expected: step.expectedResult,
});

function draftDataOf({ datasetParameters = [], dataSets = [] }: Case): DraftData {
  const parameters = datasetParameters.map(({ name }) => name);
  return { parameters, rows: dataSets.map((row) => parameters.map((name) => row[name] ?? '')) };
}

export interface Difference {
  part: Part;
  before: string;
  after: string;
}

export function differences(before: Draft, after: Draft): Difference[] {
  return changedParts(before, after).map((part) => ({ part, before: partText(before, part), after: partText(after, part) }));
}

export const changedParts = (before: Draft, after: Draft): Part[] => parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));

/** What a draft changes of a case that others changed meanwhile; where both did, one of them is preferred. */
export function rebased(read: Draft, mine: Draft, theirs: Draft, preferred: 'mine' | 'theirs'): Draft {
  const byThem = new Set(changedParts(read, theirs));
  const kept = changedParts(read, mine).filter((part) => preferred === 'mine' || !byThem.has(part));
  return { ...theirs, ...Object.fromEntries(kept.map((part) => [part, mine[part]])) };
}

/** The members to send: those that differ. */
export function changesOf(read: Draft, mine: Draft): CaseChanges {
  const sent: { [P in Part]: () => CaseChanges } = {
    title: () => ({ title: mine.title.trim() }),
    description: () => ({ description: mine.description }),
    precondition: () => ({ precondition: mine.precondition }),
    folder: () => ({ folder: mine.folder && { ID: mine.folder.ID } }),
    status: () => ({ status: { name: mine.status } }),
    priority: () => ({ priority: { name: mine.priority } }),
    type: () => ({ type: { name: mine.type } }),
    scriptType: () => ({ scriptType: { name: mine.scriptType } }),
    automationStatus: () => ({ automationStatus: { name: mine.automationStatus } }),
    automationKey: () => ({ automationKey: mine.automationKey.trim() || null }),
    owner: () => ({ ownedByID: mine.owner || null }),
    tags: () => ({ tags: mine.tags.map((name) => ({ tag: { name } })) }),
    requirements: () => ({ jiraRequirementIDs: mine.requirements }),
    fields: () => ({ customFields: sentFields(mine.fields) }),
    steps: () => ({ steps: mine.steps.filter((step) => step.words.trim() !== '').map(sentStep) }),
    data: () => sentData(mine.data),
  };
  return Object.assign({}, ...changedParts(read, mine).map((part) => sent[part]()));
}

/** A column without a name is none. */
function sentData({ parameters, rows }: DraftData): CaseChanges {
  const columns = parameters.flatMap((name, index) => (name.trim() === '' ? [] : [{ name: name.trim(), index }]));
  return {
    datasetParameters: columns.map(({ name }) => ({ name })),
    dataSets: columns.length === 0 ? [] : rows.map((row) => Object.fromEntries(columns.map(({ name, index }) => [name, row[index] ?? '']))),
  };
}

function sentStep({ type, words, data, expected }: DraftStep) {
  const text = type === 'TEXT' ? { step: words } : type === 'REFERENCE' ? { referencedCase: { key: words.trim() } } : { bddStep: words };
  return { stepType: type, ...text, data, expectedResult: expected };
}

export function partText(draft: Draft, part: Part): string {
  if (part === 'fields') return fieldsText(draft.fields);
  if (part === 'data') return [draft.data.parameters, ...draft.data.rows].map((row) => row.join(' | ')).join('\n');
  const value = draft[part];
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if ('name' in value) return value.name;
  return value.map((item, index) => (typeof item === 'string' ? item : stepText(item, index + 1))).join(part === 'steps' ? '\n' : ', ');
}

const keywords: Record<DraftStep['type'], string> = {
  TEXT: '', REFERENCE: 'As in ', BDD_GIVEN: 'Given ', BDD_WHEN: 'When ', BDD_THEN: 'Then ', BDD_AND: 'And ', BDD_BUT: 'But ', BDD_STAR: '* ',
};

function stepText({ type, words, data, expected }: DraftStep, number: number): string {
  return [`${number}. ${keywords[type]}${words}`, data && `   Data: ${data}`, expected && `   Expected: ${expected}`].filter(Boolean).join('\n');
}
