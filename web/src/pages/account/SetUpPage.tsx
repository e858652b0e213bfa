import { Code } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useLogIn } from '#api/session';
import { AccountForm } from './AccountForm';
import { useSetUp } from './codes';
import { codeField, newPasswordField } from './fields';

export default function SetUpPage() {
  const navigate = useNavigate();
  const setUp = useSetUp();
  const logIn = useLogIn();
  const fields = useMemo(() => [codeField(), { name: 'name', label: 'Name of the administrator', autoComplete: 'username', initial: 'admin' }, newPasswordField] as const, []);
  const begin = (values: { code: string; name: string; password: string }) =>
    setUp.mutate({ ...values, code: values.code.trim() }, { onSuccess: () => logIn.mutate(values, { onSuccess: () => void navigate({ to: '/', replace: true }) }) });
  return (
    <AccountForm
      title="Set up this server"
      about={
        <>
          The one-time code stands in the file <Code>setup.code</Code> of the server’s data directory. <Code>testledger init</Code> prints one, too. It is good for 24 hours.
        </>
      }
      fields={fields}
      action="Set up"
      pending={setUp.isPending || logIn.isPending}
      error={setUp.error ?? logIn.error}
      onSubmit={begin}
    >
      <Link to="/login" className="link">
        Sign in
      </Link>{' '}
      instead
    </AccountForm>
  );
}
