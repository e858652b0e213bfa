import { Badge } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { cycleQuery } from '#api/cycles';
import { cycleFoldersQuery } from '#api/folders';
import { useProject } from '#api/projects';
import { fieldText } from '#format/field';
import { periodText } from '#format/when';
import { ImportButton } from '#pages/importing/ImportButton';
import { fieldEntriesOf } from '#parts/fields/entries';
import { pathTo } from '#parts/folders';
import { KeyText } from '#parts/KeyText';
import { PageHeader } from '#parts/PageHeader';
import { TagList } from '#parts/TagList';
import { Tabs } from '#parts/Tabs';
import { When } from '#parts/When';
import { cycleRoute } from '#routes/cycles';
import { CycleMenu } from './CycleMenu';
import { ShardedRuns } from './ShardedRuns';
import { cycleTabs } from './tabs';

/** What all views of a cycle have above them. */
export default function CycleFrame() {
  const { project, cycle: key } = cycleRoute.useParams();
  const { data: cycle } = useSuspenseQuery(cycleQuery(project, key));
  const folders = useQuery(cycleFoldersQuery(project)).data ?? [];
  const name = useProject(project)?.name ?? project;
  const crumbs = [
    <Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>,
    <Link key="cycles" to="/projects/$project/cycles" params={{ project }}>Cycles</Link>,
    ...pathTo(folders, cycle.folder?.ID).map((folder) => (
      <Link key={folder.ID} to="/projects/$project/cycles" params={{ project }} search={{ folder: folder.ID }}>{folder.name}</Link>
    )),
  ];
  const period = periodText(cycle.startDate, cycle.endDate);
  const about = (
    <>
      {cycle.ownedByID && <span>Owner {cycle.ownedByID}</span>}
      <span>Created <When time={cycle.createdDate} /></span>
      {period !== '' && <span>{period}</span>}
      {cycle.jiraTaskIDs.length > 0 && <span>Tasks <span className="mono">{cycle.jiraTaskIDs.join(', ')}</span></span>}
      {cycle.tags.length > 0 && <TagList names={cycle.tags.map(({ tag }) => tag.name)} />}
      {fieldEntriesOf(cycle.customFields).map(({ name: field, entry }) => <span key={field}>{field} {fieldText(entry)}</span>)}
      {cycle.shardedRuns && <ShardedRuns runs={cycle.shardedRuns} />}
    </>
  );
  return (
    <>
      <PageHeader
        title={cycle.title}
        crumbs={crumbs}
        beside={<><KeyText value={cycle.key} copy />{cycle.isClosed && <Badge variant="default">Closed</Badge>}</>}
        about={about}
        actions={<><ImportButton project={project} cycle={cycle} /><CycleMenu project={project} cycle={cycle} /></>}
        tabs={<Tabs label="Views of the cycle" tabs={cycleTabs(project, key)} />}
      />
      <Outlet />
    </>
  );
}
