// What people change of a case: a draft, what differs between two of them, and what of it is sent.
import type { Case, CaseChanges, CaseStep } from '#api/cases';

export interface DraftStep {
  type: CaseStep['stepType'];
  words: string;
  data: string;
  expected: string;
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
  steps: DraftStep[];
}

export type Part = keyof Draft;

export const partNames: Record<Part, string> = {
  title: 'Title', description: 'Description', precondition: 'Precondition', folder: 'Folder', status: 'Status', priority: 'Priority', type: 'Type',
  scriptType: 'Script type', automationStatus: 'Automation status', automationKey: 'Automation key', owner: 'Owner', tags: 'Tags', requirements: 'Requirements', steps: 'Steps',
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
    steps: testCase.steps.map(draftStepOf),
  };
}

export const draftStepOf = (step: CaseStep): DraftStep => ({
  type: step.stepType,
  words: step.step ?? step.bddStep ?? step.referencedCase?.key ?? '',
  data: step.data,
  expected: step.expectedResult,
});

export interface Difference {
  part: Part;
  before: string;
  after: string;
}

export function differences(before: Draft, after: Draft): Difference[] {
  return changedParts(before, after).map((part) => ({ part, before: textOf(before, part), after: textOf(after, part) }));
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
    steps: () => ({ steps: mine.steps.filter((step) => step.words.trim() !== '').map(sentStep) }),
  };
  return Object.assign({}, ...changedParts(read, mine).map((part) => sent[part]()));
}

function sentStep({ type, words, data, expected }: DraftStep) {
  const text = type === 'TEXT' ? { step: words } : type === 'REFERENCE' ? { referencedCase: { key: words.trim() } } : { bddStep: words };
  return { stepType: type, ...text, data, expectedResult: expected };
}

function textOf(draft: Draft, part: Part): string {
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
