import { ActionIcon, Menu, Table } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '#api/session';
import { type CreatedToken, type Token, useRevokeToken, useRotateToken } from '#api/tokens';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { MoreIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { SimpleTable } from '#parts/SimpleTable';
import { When } from '#parts/When';
import { MadeToken } from './NewTokenDialog';
import { endsSoon, scopesText } from './scopes';
import classes from './Tokens.module.css';

interface Props {
  label: string;
  tokens: Token[];
  /** Given, its admins' list: whose a token is, and revoking by the project. */
  project?: string;
}

/** Tokens without their secrets, and what can be done with them. */
export function TokenTable({ label, tokens, project }: Props) {
  const { user, projects } = useMe();
  const [rotated, setRotated] = useState<CreatedToken>();
  const [revoking, setRevoking] = useState<Token>();
  const rotate = useRotateToken();
  const revoke = useRevokeToken(project);
  const renew = (token: Token) => rotate.mutate(token.ID, { onSuccess: setRotated, onError: (error) => sayRefused('The token is as it was', error) });
  const keysOf = (ids: number[]) => ids.map((id) => projects.find((known) => known.ID === id)?.key ?? String(id)).join(', ');
  const close = () => {
    setRevoking(undefined);
    revoke.reset();
  };
  return (
    <>
      <SimpleTable label={label} head={['Name', project === undefined ? 'Projects' : 'Owner', 'May', 'Last used', 'Ends', '']}>
        {tokens.map((token) => (
          <Table.Tr key={token.ID} className={token.state === 'valid' ? undefined : classes.over}>
            <Table.Td>
              {token.label}
              <span className={`${classes.four} mono`}>…{token.lastFour}</span>
            </Table.Td>
            <Table.Td>{project === undefined ? token.projectIDs === null ? 'All' : <span className="mono">{keysOf(token.projectIDs)}</span> : token.user}</Table.Td>
            <Table.Td>{scopesText(token.scopes)}</Table.Td>
            <Table.Td>{token.lastUsed === null ? 'Never' : <When time={token.lastUsed} />}</Table.Td>
            <Table.Td>{token.state === 'revoked' ? 'Revoked' : <Ending token={token} />}</Table.Td>
            <Table.Td ta="right">
              {token.state !== 'revoked' && (
                <Menu position="bottom-end" withinPortal>
                  <Menu.Target>
                    <ActionIcon size="sm" aria-label={`Actions of ${token.label}`}>
                      <MoreIcon size={16} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {token.user === user.name && token.state === 'valid' && <Menu.Item onClick={() => renew(token)}>Rotate</Menu.Item>}
                    <Menu.Item onClick={() => setRevoking(token)}>Revoke…</Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </SimpleTable>
      {rotated && <MadeToken token={rotated} onClose={() => setRotated(undefined)} />}
      <ConfirmDialog
        opened={revoking !== undefined}
        title={`Revoke ${revoking?.label ?? ''}?`}
        action="Revoke the token"
        destructive
        pending={revoke.isPending}
        error={revoke.error}
        onClose={close}
        onConfirm={() => revoking && revoke.mutate(revoking.ID, { onSuccess: close })}
      >
        It is refused from that moment on, and cannot be brought back.
      </ConfirmDialog>
    </>
  );
}

function Ending({ token }: { token: Token }) {
  if (token.expires === null) return 'Never';
  return (
    <span className={endsSoon(token.expires, Date.now()) ? classes.soon : undefined}>
      {token.state === 'expired' && 'Ended '}
      <When time={token.expires} />
    </span>
  );
}
