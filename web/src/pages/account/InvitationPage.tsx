import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask, serverApi } from '#api/client';
import { useLogIn } from '#api/session';
import { AccountForm } from './AccountForm';
import { codeInAddress, useAcceptance } from './codes';
import { codeField, newPasswordField } from './fields';

export default function InvitationPage() {
  const navigate = useNavigate();
  const accept = useAcceptance();
  const logIn = useLogIn();
  const fields = useMemo(() => [codeField(), { name: 'name', label: 'Name', autoComplete: 'username' }, newPasswordField] as const, []);
  const begin = (values: { code: string; name: string; password: string }) =>
    accept.mutate({ ...values, code: values.code.trim() }, { onSuccess: () => logIn.mutate(values, { onSuccess: () => void navigate({ to: '/', replace: true }) }) });
  return (
    <AccountForm title="Accept an invitation" about="Choose a name and a password." fields={fields} action="Accept" pending={accept.isPending || logIn.isPending} error={accept.error ?? logIn.error} onSubmit={begin}>
      <ForWhoIsKnown />
    </AccountForm>
  );
}

/** Who is signed in already takes the invitation as who they are. */
function ForWhoIsKnown() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const accept = useAcceptance();
  // Not the query of all pages: nobody being signed in is no reason to leave this one.
  const known = useQuery({ queryKey: ['who is signed in'], queryFn: () => ask(serverApi.GET('/api/me')).catch(() => null) });
  if (!known.data) return null;
  const take = () =>
    accept.mutate({ code: codeInAddress() }, {
      onSuccess: async () => {
        await client.invalidateQueries();
        await navigate({ to: '/', replace: true });
      },
    });
  return (
    <>
      <Button variant="default" fullWidth loading={accept.isPending} onClick={take}>
        Accept as {known.data.user.name}
      </Button>
      {accept.error && <p role="alert">{accept.error.message}</p>}
    </>
  );
}
