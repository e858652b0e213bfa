import { ActionIcon, Button, Select, Table, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Member, membersQuery, type Role, useMemberChanges } from '#api/members';
import { useMay } from '#api/projects';
import { useMe } from '#api/session';
import { Invitations } from '#pages/invitations/Invitations';
import { roles, roleText } from '#pages/invitations/roles';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { FormDialog } from '#parts/FormDialog';
import { CloseIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { EmptyState, PageState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { SimpleTable } from '#parts/SimpleTable';
import { membersRoute } from '#routes/settings';
import classes from './Settings.module.css';

const roleChoices = roles.map(({ role, label }) => ({ value: role, label }));

export default function MembersPage() {
  const { project } = membersRoute.useParams();
  const may = useMay(project, 'administer');
  const query = useQuery(membersQuery(project));
  const [isAdding, setAdding] = useState(false);
  return (
    <Sections>
      <Section
        title="Members"
        about={roles.map(({ label, about }) => `${label}: ${about.charAt(0).toLowerCase()}${about.slice(1)}.`).join(' ')}
        actions={may && <Button onClick={() => setAdding(true)}>Add a user</Button>}
      >
        <PageState query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState title="Nobody is a member yet.">Administrators of the server can do everything in every project. Add a user, or invite somebody who has no account.</EmptyState>}>
          {({ items }) => <MemberTable project={project} members={items} may={may} />}
        </PageState>
        {isAdding && <AddDialog project={project} onClose={() => setAdding(false)} />}
      </Section>
      {may && <Invitations project={project} />}
    </Sections>
  );
}

function MemberTable({ project, members, may }: { project: string; members: Member[]; may: boolean }) {
  const { user } = useMe();
  const { change, remove } = useMemberChanges(project);
  const [removed, setRemoved] = useState<Member>();
  const setRole = (member: Member, role: Role) => change.mutate({ user: member.ID, role }, { onError: (error) => sayRefused(`${member.name} has the role as before`, error) });
  const close = () => {
    setRemoved(undefined);
    remove.reset();
  };
  return (
    <>
      <SimpleTable label="Members" head={['Name', 'Role', ...(may ? [''] : [])]}>
        {members.map((member) => (
          <Table.Tr key={member.ID} className={member.active ? undefined : classes.off}>
            <Table.Td>
              {member.name}
              {member.ID === user.ID && ' (you)'}
              {!member.active && ' (deactivated)'}
            </Table.Td>
            <Table.Td>
              {may ? (
                <Select aria-label={`Role of ${member.name}`} size="xs" w={130} data={roleChoices} value={member.role} onChange={(role) => role && setRole(member, role as Role)} allowDeselect={false} />
              ) : (
                roleText(member.role)
              )}
            </Table.Td>
            {may && (
              <Table.Td ta="right">
                <Tooltip label="Take out of the project">
                  <ActionIcon size="sm" aria-label={`Take ${member.name} out of the project`} onClick={() => setRemoved(member)}>
                    <CloseIcon size={15} />
                  </ActionIcon>
                </Tooltip>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </SimpleTable>
      <ConfirmDialog
        opened={removed !== undefined}
        title={`Take ${removed?.name ?? ''} out of the project?`}
        action="Take out"
        destructive
        pending={remove.isPending}
        error={remove.error}
        onClose={close}
        onConfirm={() => removed && remove.mutate(removed.ID, { onSuccess: close })}
      >
        What they did stays. Their tokens do nothing here from that moment on.
      </ConfirmDialog>
    </>
  );
}

function AddDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const { add } = useMemberChanges(project);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('tester');
  return (
    <FormDialog opened title="Add a user" action="Add" pending={add.isPending} error={add.error} onSubmit={() => add.mutate({ name, role }, { onSuccess: onClose })} onClose={onClose}>
      <TextInput label="Name" description="Of somebody who has an account here; invite others" required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Select label="Role" data={roleChoices} value={role} onChange={(value) => setRole((value ?? 'tester') as Role)} description={roles.find((known) => known.role === role)?.about} allowDeselect={false} />
    </FormDialog>
  );
}
