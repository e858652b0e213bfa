import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Case, caseQuery } from '#api/cases';
import { RightIcon } from '#parts/icons';
import { PageState } from '#parts/PageState';
import classes from './CasePage.module.css';
import { DifferenceList } from './DifferenceList';
import { differences, draftOf } from './draft';

/** What a version changed of the one before it, for those who ask. */
export function VersionChanges({ project, testCase }: { project: string; testCase: Case }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={classes.changes} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <RightIcon size={14} aria-hidden />
        Changed since version {testCase.version - 1}
      </summary>
      {opened && <Changes project={project} testCase={testCase} />}
    </details>
  );
}

function Changes({ project, testCase }: { project: string; testCase: Case }) {
  const query = useQuery(caseQuery(project, testCase.key, testCase.version - 1));
  return (
    <PageState query={query}>
      {(before) => {
        const changed = differences(draftOf(before), draftOf(testCase));
        return changed.length > 0 ? <DifferenceList differences={changed} /> : <p className={classes.dim}>Nothing that is shown here.</p>;
      }}
    </PageState>
  );
}
