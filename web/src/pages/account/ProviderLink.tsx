import { Button, Text } from '@mantine/core';
import { useLinkLogin } from '#api/ownAccount';
import { sayRefused } from '#parts/notices';

interface Props {
  /** What the provider is called. */
  name: string;
  /** Whether the browser comes back from linking. */
  isLinked: boolean;
}

/** Makes a login at the provider this user's. */
export function ProviderLink({ name, isLinked }: Props) {
  const link = useLinkLogin();
  if (isLinked)
    return (
      <Text role="status" size="sm">
        Linked: whoever you are at {name} is you here from now on.
      </Text>
    );
  return (
    <Button variant="default" loading={link.isPending} onClick={() => link.mutate('/account?linked=true', { onError: (error) => sayRefused('It is not linked', error) })}>
      Link to {name}
    </Button>
  );
}
