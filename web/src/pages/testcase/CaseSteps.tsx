import type { CaseStep } from '#api/cases';
import { Table } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { keywordOf } from '#parts/stepKeyword';
import classes from './CasePage.module.css';

/** The steps of a case, as a table. Columns that nobody filled are left out. */
export function CaseSteps({ steps }: { steps: CaseStep[] }) {
  const hasData = steps.some((step) => step.data !== '');
  const hasExpected = steps.some((step) => step.expectedResult !== '');
  return (
    <Table className={classes.steps} verticalSpacing={8} horizontalSpacing="sm" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={44}>No.</Table.Th>
          <Table.Th>Step</Table.Th>
          {hasData && <Table.Th>Data</Table.Th>}
          {hasExpected && <Table.Th>Expected</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {steps.map((step, index) => (
          <Table.Tr key={step.ID}>
            <Table.Td className={classes.number}>{index + 1}</Table.Td>
            <Table.Td><StepWords step={step} /></Table.Td>
            {hasData && <Table.Td className="mono">{step.data}</Table.Td>}
            {hasExpected && <Table.Td>{step.expectedResult}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function StepWords({ step }: { step: CaseStep }) {
  const { project = '' } = useParams({ strict: false });
  const keyword = keywordOf(step.stepType);
  return (
    <>
      {keyword !== '' && <b>{keyword} </b>}
      {step.referencedCase ? (
        <Link to="/projects/$project/cases/$case" params={{ project, case: step.referencedCase.key }} className="link mono">{step.referencedCase.key}</Link>
      ) : (
        (step.step ?? step.bddStep)
      )}
    </>
  );
}
