import { useQuery } from '@tanstack/react-query';
import { type Case, caseQuery } from '#api/cases';
import { PageState } from '#parts/PageState';
import { Section } from '#parts/Section';
import { DifferenceList } from './DifferenceList';
import { differences, draftOf } from './draft';
import classes from './CasePage.module.css';

/** What a version changed of the one before it. */
export function VersionChanges({ project, testCase }: { project: string; testCase: Case }) {
  const query = useQuery(caseQuery(project, testCase.key, testCase.version - 1));
  return (
    <Section title={`Changed since version ${testCase.version - 1}`}>
      <PageState query={query}>
        {(before) => {
          const changed = differences(draftOf(before), draftOf(testCase));
          return changed.length > 0 ? <DifferenceList differences={changed} /> : <p className={classes.dim}>Nothing that is shown here.</p>;
        }}
      </PageState>
    </Section>
  );
}
