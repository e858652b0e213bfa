import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cycleQuery } from '#api/cycles';
import { useMay, useProject } from '#api/projects';
import { attachmentUrl, type RunPlace, runQuery, useRunAttachments } from '#api/runs';
import { useTypedSearch } from '#app/search';
import { Attachments } from '#parts/Attachments';
import { Duration } from '#parts/Duration';
import { FlakyBadge } from '#parts/FlakyBadge';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { Section } from '#parts/Section';
import { TwoColumns } from '#parts/TwoColumns';
import { When } from '#parts/When';
import { runsSearch } from '#routes/cycles';
import { runRoute } from '#routes/runs';
import { Attempts } from './Attempts';
import { Comments } from './Comments';
import { CopyMarkdown } from './CopyMarkdown';
import { DataRows } from './DataRows';
import { Failure } from './Failure';
import { OtherRuns } from './OtherRuns';
import { readComments } from './reading/comments';
import { RunFacts } from './RunFacts';
import { NextFailedRun } from './NextFailedRun';
import { RunMenu } from './RunMenu';
import { StatusMenu } from './StatusMenu';
import { Steps } from './Steps';
import { TerminalText } from './TerminalText';

export default function RunPage() {
  const { project, cycle, run: number } = runRoute.useParams();
  const place: RunPlace = { project, cycle, run: Number(number) };
  const { data: run } = useSuspenseQuery(runQuery(place));
  const cycleTitle = useQuery(cycleQuery(project, cycle)).data?.title ?? cycle;
  const files = useRunAttachments(place);
  const mayWrite = useMay(project, 'report');
  const [listed] = useTypedSearch(runsSearch);
  const name = useProject(project)?.name ?? project;
  const { key } = run.testCase;
  const { failures, attempts, outputs, others } = readComments(run.comments, run.isAutomated);
  const crumbs = [
    <Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>,
    <Link key="cycles" to="/projects/$project/cycles" params={{ project }}>Cycles</Link>,
    <Link key="cycle" to="/projects/$project/cycles/$cycle/runs" params={{ project, cycle }} search>{cycleTitle}</Link>,
  ];
  const about = (
    <>
      <span>Run {run.ID}</span>
      <span>{run.isAutomated ? 'Automated' : 'Manual'}, took <Duration seconds={run.effort} /></span>
      <span><When time={run.updatedDate} />{run.executedByID !== null && ` by ${run.executedByID}`}</span>
    </>
  );
  const aside = (
    <>
      <RunFacts place={place} run={run} mayWrite={mayWrite} />
      <OtherRuns place={place} testCase={key} />
    </>
  );
  return (
    <>
      <PageHeader
        title={run.testCase.title}
        crumbs={crumbs}
        beside={<><StatusMenu place={place} status={run.testRunStatus} mayWrite={mayWrite} /><KeyText value={key} copy><Link to="/projects/$project/cases/$case" params={{ project, case: key }} className="link">{key}</Link></KeyText><FlakyBadge project={project} testCase={key} /></>}
        about={about}
        actions={<><NextFailedRun place={place} listed={listed} /><CopyMarkdown cycle={cycle} run={run} />{mayWrite && <RunMenu place={place} run={run} />}</>}
      />
      <TwoColumns label="About this run" aside={aside}>
        {failures.length > 0 && (
          <Section title={run.testRunStatus.name === 'Failed' ? 'Failure' : 'Message'}>
            {failures.map((failure, index) => <Failure key={index} text={failure} />)}
          </Section>
        )}
        {run.testRunSteps.length > 0 && <Steps place={place} steps={run.testRunSteps} mayWrite={mayWrite} />}
        {run.dataSetExecutions.length > 0 && <DataRows project={project} rows={run.dataSetExecutions} failures={failures} />}
        {outputs.map((output) => (
          <Section key={output.title} title={output.title}>
            <TerminalText text={output.text} />
          </Section>
        ))}
        {attempts.length > 0 && <Attempts attempts={attempts} />}
        {(run.attachments.length > 0 || mayWrite) && <Attachments attachments={run.attachments} urlOf={(attachment) => attachmentUrl(place, attachment)} changes={mayWrite ? files : undefined} />}
        {(others.length > 0 || mayWrite) && <Comments place={place} comments={others} mayWrite={mayWrite} />}
      </TwoColumns>
    </>
  );
}
