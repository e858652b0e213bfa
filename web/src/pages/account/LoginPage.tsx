import { Link, useNavigate } from '@tanstack/react-router';
import { useLogIn } from '#api/session';
import { useTypedSearch } from '#app/search';
import { loginSearch } from '#routes/account';
import { AccountForm } from './AccountForm';
import { nextPage } from './next';

const fields = [
  { name: 'name', label: 'Name', autoComplete: 'username' },
  { name: 'password', label: 'Password', autoComplete: 'current-password', secret: true },
] as const;

export default function LoginPage() {
  const [{ next }] = useTypedSearch(loginSearch);
  const navigate = useNavigate();
  const logIn = useLogIn();
  return (
    <AccountForm
      title="Sign in"
      fields={fields}
      action="Sign in"
      pending={logIn.isPending}
      error={logIn.error}
      onSubmit={(values) => logIn.mutate(values, { onSuccess: () => void navigate({ href: nextPage(next), replace: true }) })}
    >
      Lost the password? An administrator can make a link for a new one.
      <br />A new server?{' '}
      <Link to="/setup" className="link">
        Set it up
      </Link>{' '}
      with the code from its log.
    </AccountForm>
  );
}
