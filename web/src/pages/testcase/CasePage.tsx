import { Button } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { type Case, caseAttachmentUrl, caseQuery, useCaseAttachments } from '#api/cases';
import { caseFoldersQuery } from '#api/folders';
import { useMay, useProject } from '#api/projects';
import { useTypedSearch } from '#app/search';
import { useShortcuts } from '#app/shortcuts';
import { Attachments } from '#parts/Attachments';
import { FlakyBadge } from '#parts/FlakyBadge';
import { pathTo } from '#parts/folders';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { TwoColumns } from '#parts/TwoColumns';
import { When } from '#parts/When';
import { caseRoute, caseSearch } from '#routes/cases';
import { CaseFacts } from './CaseFacts';
import { CaseHistory } from './CaseHistory';
import { CaseMenu } from './CaseMenu';
import { CaseText } from './CaseText';
import { Flakiness } from './Flakiness';
import { VersionChanges } from './VersionChanges';
import { Versions } from './Versions';
import classes from './CasePage.module.css';

const CaseEditor = lazy(() => import('./CaseEditor'));

export default function CasePage() {
  const { project, case: key } = caseRoute.useParams();
  const [search, change] = useTypedSearch(caseSearch);
  const { data: testCase } = useSuspenseQuery(caseQuery(project, key, search.version));
  const latest = testCase.versions[0]?.version ?? testCase.version;
  const isLatest = testCase.version === latest;
  const mayEdit = useMay(project, 'edit') && isLatest && testCase.deletedDate === undefined;
  const isEdited = search.edit && mayEdit;
  const edit = () => change({ edit: true }, { replace: false });
  useShortcuts('Case', [{ keys: 'e', label: 'Edit the case', run: edit }], mayEdit && !isEdited);
  const actions = mayEdit && !isEdited && <><Button variant="default" onClick={edit}>Edit</Button><CaseMenu project={project} testCase={testCase} /></>;
  const files = useCaseAttachments(project, key);
  const attachments = [...testCase.attachments, ...testCase.descriptionAttachments, ...testCase.preconditionAttachments];
  return (
    <>
      <CaseHead project={project} testCase={testCase} actions={actions} />
      {isEdited ? (
        <Suspense>
          <CaseEditor project={project} testCase={testCase} onDone={() => change({ edit: false })} />
        </Suspense>
      ) : (
        <TwoColumns
          label="About this case"
          aside={
            <>
              <CaseFacts project={project} testCase={testCase} />
              <Flakiness project={project} testCase={testCase.key} />
              {testCase.versions.length > 1 && <Versions project={project} testCase={testCase} />}
            </>
          }
        >
          {!isLatest && (
            <p className={classes.notice}>
              This is version {testCase.version} of {latest}. <Link to="." search={{}}>Show the latest one</Link>
            </p>
          )}
          <CaseText testCase={testCase} />
          <CaseHistory project={project} testCase={testCase.key} />
          {(attachments.length > 0 || mayEdit) && <Attachments attachments={attachments} urlOf={(attachment) => caseAttachmentUrl(project, key, attachment)} changes={mayEdit ? files : undefined} />}
          {testCase.version > 1 && <VersionChanges project={project} testCase={testCase} />}
        </TwoColumns>
      )}
    </>
  );
}

function CaseHead({ project, testCase, actions }: { project: string; testCase: Case; actions: ReactNode }) {
  const name = useProject(project)?.name ?? project;
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const crumbs = [
    <Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>,
    <Link key="cases" to="/projects/$project/cases" params={{ project }}>Cases</Link>,
    ...pathTo(folders, testCase.folder?.ID).map((folder) => (
      <Link key={folder.ID} to="/projects/$project/cases" params={{ project }} search={{ folder: folder.ID }}>{folder.name}</Link>
    )),
  ];
  const about = (
    <>
      <span>{testCase.status.name}</span>
      {testCase.isArchived && <span>Archived</span>}
      {testCase.deletedDate !== undefined && <span>Deleted <When time={testCase.deletedDate} /></span>}
      <span>Version {testCase.version}</span>
      <span>Updated <When time={testCase.updatedDate} /></span>
    </>
  );
  return <PageHeader title={testCase.title} crumbs={crumbs} beside={<><KeyText value={testCase.key} copy /><FlakyBadge project={project} testCase={testCase.key} /></>} about={about} actions={actions} />;
}
