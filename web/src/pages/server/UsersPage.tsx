import { Button, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery, useUserChanges } from '#api/server';
import { Invitations } from '#pages/invitations/Invitations';
import { FormDialog } from '#parts/FormDialog';
import { PageState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { UserTable } from './UserTable';

export default function UsersPage() {
  const query = useQuery(usersQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <Sections>
      <Section title="Users" about="What a user can do in a project is set among its members. Administrators of the server can do everything everywhere." actions={<Button onClick={() => setAdding(true)}>Add a user</Button>}>
        <PageState query={query}>{(users) => <UserTable users={users} />}</PageState>
        {isAdding && <NewUserDialog onClose={() => setAdding(false)} />}
      </Section>
      <Invitations />
    </Sections>
  );
}

function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { create } = useUserChanges();
  const [name, setName] = useState('');
  const [administrator, setAdministrator] = useState(false);
  return (
    <FormDialog opened title="Add a user" action="Add the user" pending={create.isPending} error={create.error} onSubmit={() => create.mutate({ name, administrator }, { onSuccess: onClose })} onClose={onClose}>
      <TextInput label="Name" description="Afterwards, make a link with which they set a password" required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Switch label="Administrator of the server" checked={administrator} onChange={(event) => setAdministrator(event.currentTarget.checked)} />
    </FormDialog>
  );
}
