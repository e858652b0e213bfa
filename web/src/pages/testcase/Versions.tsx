import { Link } from '@tanstack/react-router';
import type { Case } from '#api/cases';
import { Section } from '#parts/Section';
import classes from './CasePage.module.css';

export function Versions({ project, testCase }: { project: string; testCase: Case }) {
  const latest = testCase.versions[0]?.version;
  return (
    <Section title="Versions">
      <ol className={classes.versions}>
        {testCase.versions.map(({ version }) => (
          <li key={version}>
            <Link
              to="/projects/$project/cases/$case"
              params={{ project, case: testCase.key }}
              search={version === latest ? {} : { version }}
              aria-current={version === testCase.version ? 'page' : undefined}
              className={classes.version}
            >
              Version {version}
              {version === latest && <span className={classes.dim}>latest</span>}
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
