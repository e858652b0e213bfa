import { ActionIcon, Menu, Table } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '#api/client';
import { type User, useUserChanges } from '#api/server';
import { useMe } from '#api/session';
import { LinkOnce } from '#pages/invitations/Invitations';
import { MoreIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { SimpleTable } from '#parts/SimpleTable';
import classes from './Server.module.css';

export function UserTable({ users }: { users: User[] }) {
  const me = useMe().user.ID;
  const { change, reset } = useUserChanges();
  const [link, setLink] = useState<{ user: User; link: Schema<'Link'> }>();
  const apply = (user: User, wish: Schema<'UserChangeSent'>) => change.mutate({ user: user.ID, wish }, { onError: (error) => sayRefused(`${user.name} is as before`, error) });
  const makeLink = (user: User) => reset.mutate(user.ID, { onSuccess: (made) => setLink({ user, link: made }), onError: (error) => sayRefused('No link was made', error) });
  return (
    <>
      <SimpleTable label="Users" head={['Name', 'Server', 'Password', '']}>
        {users.map((user) => (
          <Table.Tr key={user.ID} className={user.active ? undefined : classes.off}>
            <Table.Td>
              {user.name}
              {user.ID === me && ' (you)'}
              {!user.active && ' (deactivated)'}
            </Table.Td>
            <Table.Td>{user.administrator ? 'Administrator' : '–'}</Table.Td>
            <Table.Td>{user.hasPassword ? 'Set' : 'None yet'}</Table.Td>
            <Table.Td ta="right">
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size="sm" aria-label={`Actions of ${user.name}`}>
                    <MoreIcon size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => makeLink(user)}>Make a link for a new password</Menu.Item>
                  <Menu.Item onClick={() => apply(user, { administrator: !user.administrator })}>{user.administrator ? 'Make an ordinary user' : 'Make an administrator'}</Menu.Item>
                  <Menu.Item onClick={() => apply(user, { active: !user.active })}>{user.active ? 'Deactivate' : 'Activate'}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Table.Td>
          </Table.Tr>
        ))}
      </SimpleTable>
      {link && <LinkOnce title={`New password of ${link.user.name}`} label="Link" path={link.link.path} expires={link.link.expires} onClose={() => setLink(undefined)} />}
    </>
  );
}
