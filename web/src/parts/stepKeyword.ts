import type { Schema } from '#api/client';

const keywords: Record<Schema<'StepType'>, string> = {
  TEXT: '', REFERENCE: 'As in', BDD_GIVEN: 'Given', BDD_WHEN: 'When', BDD_THEN: 'Then', BDD_AND: 'And', BDD_BUT: 'But', BDD_STAR: '*',
};

/** What stands before the text of a step; nothing for most. */
export const keywordOf = (type: Schema<'StepType'>) => keywords[type];
