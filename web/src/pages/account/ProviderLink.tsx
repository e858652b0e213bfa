import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isStatus } from '#api/errors';
import { loginLinkQuery, useLinkLogin, useUnlinkLogin } from '#api/ownAccount';
import { sayRefused } from '#parts/notices';
import { PageState } from '#parts/PageState';
import { LogInAgainDialog } from './LogInAgainDialog';

interface Props {
  /** What the provider is called. */
  provider: string;
  /** Whose account it is. */
  name: string;
}

/** Makes a login at the provider this user's, or no longer theirs. */
export function ProviderLink({ provider, name }: Props) {
  const query = useQuery(loginLinkQuery);
  const link = useLinkLogin();
  return (
    <PageState query={query}>
      {({ linked, password }) =>
        linked ? (
          <>
            <Text role="status" size="sm" mb="sm">
              Linked: whoever you are at {provider} is you here.
            </Text>
            {password ? <Unlinking provider={provider} name={name} /> : <Text size="sm">You can unlink it when you have a password: an administrator can make a link to set one.</Text>}
          </>
        ) : (
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate('/account', { onError: (error) => sayRefused('It is not linked', error) })}>
            Link to {provider}
          </Button>
        )
      }
    </PageState>
  );
}

function Unlinking({ provider, name }: Props) {
  const unlink = useUnlinkLogin();
  const [isAsked, setAsked] = useState(false);
  const refused = (error: unknown) => (isStatus(error, 403) ? setAsked(true) : sayRefused('It stays linked', error));
  return (
    <>
      <LogInAgainDialog name={name} action={`Unlink from ${provider}`} act={isAsked ? () => unlink.mutateAsync() : undefined} onClose={() => setAsked(false)} />
      <Button variant="default" loading={unlink.isPending} onClick={() => unlink.mutate(undefined, { onError: refused })}>
        Unlink from {provider}
      </Button>
    </>
  );
}
