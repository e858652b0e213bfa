import { ActionIcon, Button, Select, Textarea } from '@mantine/core';
import { AddIcon, DownIcon, RemoveIcon, UpIcon } from '#parts/icons';
import { Section } from '#parts/Section';
import { keywordOf } from '#parts/stepKeyword';
import classes from './CasePage.module.css';
import type { DraftStep } from './draft';

const types = ['TEXT', 'BDD_GIVEN', 'BDD_WHEN', 'BDD_THEN', 'BDD_AND', 'BDD_BUT', 'BDD_STAR', 'REFERENCE'] as const;
const typeOptions = types.map((value) => ({ value, label: keywordOf(value) || 'Step' }));

interface Props {
  steps: DraftStep[];
  onChange: (steps: DraftStep[]) => void;
}

/** What to do, step by step, each with its data and what is expected. */
export function StepsEditor({ steps, onChange }: Props) {
  const set = (at: number, change: Partial<DraftStep>) => onChange(steps.map((step, index) => (index === at ? { ...step, ...change } : step)));
  const add = () => onChange([...steps, { type: steps.at(-1)?.type === 'TEXT' || steps.length === 0 ? 'TEXT' : 'BDD_AND', words: '', data: '', expected: '' }]);
  const remove = (at: number) => onChange(steps.filter((_, index) => index !== at));
  const swap = (at: number) => onChange(steps.map((step, index) => (index === at ? (steps[at + 1] ?? step) : index === at + 1 ? (steps[at] ?? step) : step)));
  return (
    <Section title="Steps" actions={<Button variant="default" leftSection={<AddIcon size={14} />} onClick={add}>Add a step</Button>}>
      <ol className={classes.editedSteps}>
        {steps.map((step, index) => (
          <li key={index} className={classes.editedStep}>
            <span className={classes.number}>{index + 1}</span>
            <Select aria-label={`Type of step ${index + 1}`} data={typeOptions} value={step.type} allowDeselect={false} onChange={(type) => set(index, { type: types.find((known) => known === type) })} />
            <StepText label={step.type === 'REFERENCE' ? 'Key of a case' : 'Step'} number={index + 1} value={step.words} onChange={(words) => set(index, { words })} />
            <StepText label="Data" number={index + 1} value={step.data} onChange={(data) => set(index, { data })} />
            <StepText label="Expected" number={index + 1} value={step.expected} onChange={(expected) => set(index, { expected })} />
            <span className={classes.stepActions}>
              <ActionIcon aria-label={`Move step ${index + 1} up`} disabled={index === 0} onClick={() => swap(index - 1)}><UpIcon size={15} /></ActionIcon>
              <ActionIcon aria-label={`Move step ${index + 1} down`} disabled={index === steps.length - 1} onClick={() => swap(index)}><DownIcon size={15} /></ActionIcon>
              <ActionIcon aria-label={`Remove step ${index + 1}`} onClick={() => remove(index)}><RemoveIcon size={15} /></ActionIcon>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepText({ label, number, value, onChange }: { label: string; number: number; value: string; onChange: (text: string) => void }) {
  return <Textarea aria-label={`${label} of step ${number}`} placeholder={label} autosize minRows={1} maxRows={12} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
