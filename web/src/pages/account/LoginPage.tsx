import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { loginOptionsQuery, providerLogin, useLogIn } from '#api/session';
import { useTypedSearch } from '#app/search';
import { loginSearch } from '#routes/account';
import { AccountForm } from './AccountForm';
import { nextPage } from './next';
import { problemText } from './problems';

const fields = [
  { name: 'name', label: 'Name', autoComplete: 'username' },
  { name: 'password', label: 'Password', autoComplete: 'current-password', secret: true },
] as const;

export default function LoginPage() {
  const [{ next, problem }] = useTypedSearch(loginSearch);
  const navigate = useNavigate();
  const logIn = useLogIn();
  const { data: options } = useQuery(loginOptionsQuery);
  return (
    <AccountForm
      title="Sign in"
      fields={fields}
      action="Sign in"
      pending={logIn.isPending}
      error={logIn.isIdle ? problemText(problem) : logIn.error}
      onSubmit={(values) => logIn.mutate(values, { onSuccess: () => void navigate({ href: nextPage(next), replace: true }) })}
    >
      {options?.provider && (
        <Button component="a" href={providerLogin(nextPage(next))} variant="default" fullWidth mb={14}>
          Sign in with {options.provider.name}
        </Button>
      )}
      Lost the password? An administrator can make a link for a new one.
      {options?.setup && (
        <>
          <br />A new server?{' '}
          <Link to="/setup" className="link">
            Set it up
          </Link>{' '}
          with the code in its data directory.
        </>
      )}
    </AccountForm>
  );
}
