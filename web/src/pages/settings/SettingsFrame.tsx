import { Link, Outlet } from '@tanstack/react-router';
import { useMay, useProject } from '#api/projects';
import { PageHeader } from '#parts/PageHeader';
import { Tabs } from '#parts/Tabs';
import { settingsRoute } from '#routes/settings';

const tabs = [
  { label: 'Statuses and lists', to: '/projects/$project/settings/lists' },
  { label: 'Custom fields', to: '/projects/$project/settings/fields' },
  { label: 'Tags', to: '/projects/$project/settings/tags' },
  { label: 'Links', to: '/projects/$project/settings/links' },
  { label: 'Members', to: '/projects/$project/settings/members' },
  { label: 'Tokens', to: '/projects/$project/settings/tokens' },
] as const;

export default function SettingsFrame() {
  const { project } = settingsRoute.useParams();
  const name = useProject(project)?.name ?? project;
  const may = useMay(project, 'administer');
  return (
    <>
      <PageHeader
        title="Settings"
        crumbs={[<Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>]}
        about={!may && 'Admins of the project change these; you can read them.'}
        tabs={<Tabs label="Settings" tabs={tabs.map(({ label, to }) => ({ label, link: { to, params: { project } } }))} />}
      />
      <Outlet />
    </>
  );
}
