import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { sayDone } from '#parts/notices';
import { AccountForm } from './AccountForm';
import { useReset } from './codes';
import { codeField, newPasswordField } from './fields';

export default function ResetPage() {
  const navigate = useNavigate();
  const reset = useReset();
  const fields = useMemo(() => [codeField(), { ...newPasswordField, label: 'New password' }] as const, []);
  const done = () => {
    sayDone('The new password is set. All sessions have ended.');
    void navigate({ to: '/login', replace: true });
  };
  return (
    <AccountForm
      title="Set a new password"
      fields={fields}
      action="Set the password"
      pending={reset.isPending}
      error={reset.error}
      onSubmit={({ code, password }) => reset.mutate({ code: code.trim(), password }, { onSuccess: done })}
    />
  );
}
