import type { Case } from '#api/cases';
import { Section } from '#parts/Section';
import { CaseSteps } from './CaseSteps';
import { Datasets } from './Datasets';
import classes from './CasePage.module.css';

/** What a case says: what it is for, what to do, and with which data. */
export function CaseText({ testCase: { description, precondition, steps, datasetParameters, dataSets } }: { testCase: Case }) {
  const isEmpty = description === '' && precondition === '' && steps.length === 0;
  return (
    <>
      {description !== '' && <Section title="Description"><p className={classes.text}>{description}</p></Section>}
      {precondition !== '' && <Section title="Precondition"><p className={classes.text}>{precondition}</p></Section>}
      {steps.length > 0 && <Section title="Steps"><CaseSteps steps={steps} /></Section>}
      {datasetParameters && dataSets && dataSets.length > 0 && (
        <Section title="Data sets"><Datasets parameters={datasetParameters.map(({ name }) => name)} rows={dataSets} /></Section>
      )}
      {isEmpty && <p className={classes.dim}>The case has no description and no steps.</p>}
    </>
  );
}
