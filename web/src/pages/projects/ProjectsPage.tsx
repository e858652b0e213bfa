import { Badge, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type ListedProject, projectsQuery } from '#api/insight';
import { type OwnProject, useMe } from '#api/session';
import { percentText } from '#format/count';
import { RateSparkline } from '#parts/charts/lazy';
import { passRate } from '#parts/counts';
import { AddIcon } from '#parts/icons';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState } from '#parts/PageState';
import { StatusBar } from '#parts/StatusBar';
import { When } from '#parts/When';
import classes from './ProjectsPage.module.css';

const ProjectDialog = lazy(() => import('./ProjectDialog'));
const noStatuses = new Map<number, never>();

export default function ProjectsPage() {
  const { projects, user } = useMe();
  const [dialog, { open, close }] = useDisclosure(false);
  const listed = useQuery(projectsQuery).data?.items;
  const newProject = user.administrator && (
    <Button leftSection={<AddIcon size={14} />} onClick={open}>
      New project
    </Button>
  );
  return (
    <>
      <PageHeader title="Projects" actions={newProject} />
      {projects.length === 0 &&
        (user.administrator ? <EmptyState title="There is no project yet.">{newProject}</EmptyState> : <EmptyState title="There is no project that you may see.">An administrator of a project can invite you into it.</EmptyState>)}
      <div className={classes.cards}>
        {projects.map((project) => (
          <Card key={project.key} project={project} listed={listed?.find(({ key }) => key === project.key)} />
        ))}
      </div>
      <Suspense>{dialog && <ProjectDialog onClose={close} />}</Suspense>
    </>
  );
}

function Card({ project, listed }: { project: OwnProject; listed: ListedProject | undefined }) {
  const last = listed?.lastCycle;
  return (
    <Link to="/projects/$project" params={{ project: project.key }} className={classes.card}>
      <span className={classes.head}>
        <span className={`${classes.name} cut`}>{project.name}</span>
        <KeyText value={project.key} />
        {project.role && <Badge size="xs" variant="default" className={classes.role}>{project.role}</Badge>}
      </span>
      <span className={classes.trend}>{listed?.passRates && listed.passRates.length > 1 && <RateSparkline rates={listed.passRates} />}</span>
      <span className={classes.last}>{last && <LastCycle cycle={last} />}{listed && !last && 'No results yet'}</span>
    </Link>
  );
}

function LastCycle({ cycle }: { cycle: NonNullable<ListedProject['lastCycle']> }) {
  const rate = passRate(cycle.counts);
  return (
    <>
      <span className={classes.line}>
        <span className="cut">{cycle.title}</span>
        <span className={classes.when}>{rate !== null && `${percentText(rate)} passed, `}<When time={cycle.lastActivity} /></span>
      </span>
      <StatusBar counts={cycle.counts} statuses={noStatuses} />
    </>
  );
}
