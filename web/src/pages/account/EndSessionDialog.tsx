import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useEndSessionAgain } from '#api/ownAccount';
import { FormDialog } from '#parts/FormDialog';

interface Props {
  name: string;
  /** The one to be ended. */
  session: number | undefined;
  onClose: () => void;
}

/** Asks for the password before another session ends: whoever finds this one open must not throw its owner out. */
export function EndSessionDialog({ name, session, onClose }: Props) {
  const end = useEndSessionAgain();
  const [password, setPassword] = useState('');
  const close = () => {
    setPassword('');
    end.reset();
    onClose();
  };
  const submit = () => {
    if (session !== undefined) end.mutate({ session, name, password }, { onSuccess: close });
  };
  return (
    <FormDialog opened={session !== undefined} title="End the session" action="End the session" pending={end.isPending} error={end.error} onSubmit={submit} onClose={close}>
      <Text size="sm">You signed in here a while ago: show that it is you. Without a password, sign out and in again first.</Text>
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput label="Password" autoComplete="current-password" required withAsterisk={false} data-autofocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
    </FormDialog>
  );
}
