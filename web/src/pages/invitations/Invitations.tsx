import { ActionIcon, Button, Select, Switch, Table, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CreatedInvitation, invitationsQuery, type InvitationWish, type Role, useInvitationChanges } from '#api/members';
import { basePath } from '#app/basePath';
import { exactText } from '#format/when';
import { Dialog } from '#parts/Dialog';
import { FormDialog } from '#parts/FormDialog';
import { CloseIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { PageState } from '#parts/PageState';
import { SecretOnce } from '#parts/SecretOnce';
import { Section } from '#parts/Section';
import { SimpleTable } from '#parts/SimpleTable';
import { When } from '#parts/When';
import classes from './Invitations.module.css';
import { roles, roleText } from './roles';

/** Invitations that nobody has taken yet, into a project or to the server, and new ones. */
export function Invitations({ project }: { project?: string }) {
  const query = useQuery(invitationsQuery(project));
  const { withdraw } = useInvitationChanges(project);
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<CreatedInvitation>();
  const takeBack = (id: number) => withdraw.mutate(id, { onError: (error) => sayRefused('The invitation is still good', error) });
  return (
    <Section title="Invitations" about="There is no mail: you hand the link on. It is good once, for 7 days." actions={<Button variant="default" onClick={() => setInviting(true)}>Invite somebody</Button>}>
      <PageState query={query} isEmpty={(invitations) => invitations.length === 0} empty={<p className={classes.none}>No invitation is waiting.</p>}>
        {(invitations) => (
          <SimpleTable label="Invitations" head={['Note', 'As', 'By', 'Ends', '']}>
            {invitations.map((invitation) => (
              <Table.Tr key={invitation.ID}>
                <Table.Td>{invitation.note || '–'}</Table.Td>
                <Table.Td>{invitation.administrator ? 'Administrator of the server' : invitation.role ? roleText(invitation.role) : 'User'}</Table.Td>
                <Table.Td>{invitation.createdBy}</Table.Td>
                <Table.Td>
                  <When time={invitation.expires} />
                </Table.Td>
                <Table.Td ta="right">
                  <Tooltip label="Withdraw">
                    <ActionIcon size="sm" aria-label={`Withdraw the invitation ${invitation.note}`} onClick={() => takeBack(invitation.ID)}>
                      <CloseIcon size={15} />
                    </ActionIcon>
                  </Tooltip>
                </Table.Td>
              </Table.Tr>
            ))}
          </SimpleTable>
        )}
      </PageState>
      {isInviting && <InviteDialog project={project} onClose={() => setInviting(false)} onMade={setMade} />}
      {made && <LinkOnce title="Invitation" label="Link" path={made.link.path} expires={made.link.expires} onClose={() => setMade(undefined)} />}
    </Section>
  );
}

function InviteDialog({ project, onClose, onMade }: { project?: string; onClose: () => void; onMade: (made: CreatedInvitation) => void }) {
  const { invite } = useInvitationChanges(project);
  const [wish, setWish] = useState<InvitationWish>({ note: '', role: 'tester', administrator: false });
  const done = (made: CreatedInvitation) => {
    onClose();
    onMade(made);
  };
  return (
    <FormDialog opened title="Invite somebody" action="Make the link" pending={invite.isPending} error={invite.error} onSubmit={() => invite.mutate(wish, { onSuccess: done })} onClose={onClose}>
      <TextInput label="Note" description="For whom it is, so that it can be told from others" value={wish.note} onChange={(event) => setWish({ ...wish, note: event.currentTarget.value })} data-autofocus />
      {project === undefined ? (
        <Switch label="As an administrator of the server" checked={wish.administrator} onChange={(event) => setWish({ ...wish, administrator: event.currentTarget.checked })} />
      ) : (
        <Select
          label="Role"
          data={roles.map(({ role, label }) => ({ value: role, label }))}
          description={roles.find(({ role }) => role === wish.role)?.about}
          value={wish.role}
          onChange={(role) => setWish({ ...wish, role: (role ?? 'tester') as Role })}
          allowDeselect={false}
        />
      )}
    </FormDialog>
  );
}

/** A link with a one-time code, this one time. */
export function LinkOnce({ title, label, path, expires, onClose }: { title: string; label: string; path: string; expires: number; onClose: () => void }) {
  const address = new URL(path.replace(/^\//, ''), `${location.origin}${basePath}`).href;
  return (
    <Dialog opened onClose={onClose} title={title} size="lg" closeOnClickOutside={false}>
      <SecretOnce label={label} value={address}>
        It is good once, until {exactText(expires)}.
      </SecretOnce>
    </Dialog>
  );
}
