import { Outlet } from '@tanstack/react-router';
import { useMe } from '#api/session';
import { EmptyState } from '#parts/PageState';
import { PageHeader } from '#parts/PageHeader';
import { Tabs } from '#parts/Tabs';

const tabs = [
  { label: 'Users', link: { to: '/server/users' } },
  { label: 'Audit log', link: { to: '/server/audit' } },
  { label: 'Health', link: { to: '/server/health' } },
] as const;

export default function ServerFrame() {
  const { user } = useMe();
  if (!user.administrator) {
    return (
      <>
        <PageHeader title="Server" />
        <EmptyState title="This is for administrators of the server." />
      </>
    );
  }
  return (
    <>
      <PageHeader title="Server" tabs={<Tabs label="Server" tabs={[...tabs]} />} />
      <Outlet />
    </>
  );
}
