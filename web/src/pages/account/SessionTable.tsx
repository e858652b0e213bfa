import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isStatus } from '#api/errors';
import { sessionsQuery, useEndSession } from '#api/ownAccount';
import { sayRefused } from '#parts/notices';
import { PageState } from '#parts/PageState';
import { SimpleTable } from '#parts/SimpleTable';
import { When } from '#parts/When';
import { browserText } from './browser';
import { LogInAgainDialog } from './LogInAgainDialog';

/** `name` is whose sessions they are. */
export function SessionTable({ name }: { name: string }) {
  const query = useQuery(sessionsQuery);
  const end = useEndSession();
  const [asked, setAsked] = useState<number>();
  const refused = (session: number, error: unknown) => (isStatus(error, 403) ? setAsked(session) : sayRefused('The session goes on', error));
  return (
    <PageState query={query}>
      {(sessions) => (
        <>
          <LogInAgainDialog name={name} action="End the session" act={asked === undefined ? undefined : () => end.mutateAsync(asked)} onClose={() => setAsked(undefined)} />
          <SimpleTable label="Sessions" head={['Browser', 'From', 'Began', 'Last used', '']}>
            {sessions.map((session) => (
              <Table.Tr key={session.ID}>
                <Table.Td title={session.client}>
                  {browserText(session.client)}
                  {session.own && ' (this one)'}
                </Table.Td>
                <Table.Td className="mono">{session.remote}</Table.Td>
                <Table.Td>
                  <When time={session.created} />
                </Table.Td>
                <Table.Td>
                  <When time={session.lastUsed} />
                </Table.Td>
                <Table.Td ta="right">
                  {!session.own && (
                    <Button size="compact-xs" variant="default" loading={end.isPending && end.variables === session.ID} onClick={() => end.mutate(session.ID, { onError: (error) => refused(session.ID, error) })}>
                      End
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </SimpleTable>
        </>
      )}
    </PageState>
  );
}
