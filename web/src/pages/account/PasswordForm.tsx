import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiError, messageOf } from '#api/errors';
import { useChangePassword } from '#api/ownAccount';
import { sayDone } from '#parts/notices';
import classes from './AccountForm.module.css';

/** `name` is for the browser's keeper of passwords. */
export function PasswordForm({ name }: { name: string }) {
  const change = useChangePassword();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const field = change.error instanceof ApiError ? change.error.details.field : undefined;
  const done = () => {
    setCurrent('');
    setNew('');
    sayDone('The new password is set. All other sessions have ended.');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ currentPassword, newPassword }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit} className={classes.own}>
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput label="Password now" autoComplete="current-password" required withAsterisk={false} value={currentPassword} onChange={(event) => setCurrent(event.currentTarget.value)} error={change.error && field !== 'newPassword' ? messageOf(change.error) : undefined} />
      <PasswordInput label="New password" description="At least 8 characters" autoComplete="new-password" required withAsterisk={false} value={newPassword} onChange={(event) => setNew(event.currentTarget.value)} error={field === 'newPassword' ? messageOf(change.error) : undefined} />
      <span>
        <Button type="submit" loading={change.isPending}>
          Change the password
        </Button>
      </span>
    </form>
  );
}
