import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useAfterLoggingIn } from '#api/ownAccount';
import { FormDialog } from '#parts/FormDialog';

interface Props {
  name: string;
  /** What is done then, as a verb: "End the session". */
  action: string;
  /** Does it; while there is nothing to be done the dialog is closed. */
  act: (() => Promise<unknown>) | undefined;
  onClose: () => void;
}

/** Asks for the password before something by which whoever finds this session open could throw its owner out. */
export function LogInAgainDialog({ name, action, act, onClose }: Props) {
  const again = useAfterLoggingIn();
  const [password, setPassword] = useState('');
  const close = () => {
    setPassword('');
    again.reset();
    onClose();
  };
  const submit = () => {
    if (act) again.mutate({ act, name, password }, { onSuccess: close });
  };
  return (
    <FormDialog opened={act !== undefined} title={action} action={action} pending={again.isPending} error={again.error} onSubmit={submit} onClose={close}>
      <Text size="sm">You signed in here a while ago: show that it is you. Without a password, sign out and in again first.</Text>
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput label="Password" autoComplete="current-password" required withAsterisk={false} data-autofocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
    </FormDialog>
  );
}
