import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loginOptionsQuery, useMe } from '#api/session';
import { ownTokensQuery } from '#api/tokens';
import { ThemeChoice } from '#app/ThemeChoice';
import { NewTokenDialog } from '#pages/tokens/NewTokenDialog';
import { TokenTable } from '#pages/tokens/TokenTable';
import { PageHeader } from '#parts/PageHeader';
import { EmptyState, PageState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { PasswordForm } from './PasswordForm';
import { ProviderLink } from './ProviderLink';
import { SessionTable } from './SessionTable';

/** What is one's own: tokens, sessions, the password, the look of the pages. */
export default function AccountPage() {
  const { user } = useMe();
  const tokens = useQuery(ownTokensQuery);
  const { data: options } = useQuery(loginOptionsQuery);
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <PageHeader title="Account" about={user.administrator ? `${user.name}, administrator of the server` : user.name} />
      <Sections>
        <Section title="Own tokens" about="A token can never do more than you can when it is used." actions={<Button onClick={() => setMaking(true)}>Make a token</Button>}>
          <PageState query={tokens} isEmpty={(all) => all.length === 0} empty={<EmptyState title="You have no tokens.">Programs that use the API need one.</EmptyState>}>
            {(all) => <TokenTable label="Own tokens" tokens={all.filter(({ state }) => state !== 'revoked')} />}
          </PageState>
          <NewTokenDialog opened={isMaking} onClose={() => setMaking(false)} />
        </Section>
        <Section title="Sessions" about="Browsers in which you are signed in. A session ends after 12 hours without use and after 7 days.">
          <SessionTable name={user.name} />
        </Section>
        <Section title="Password" about="Changing it ends all other sessions.">
          <PasswordForm name={user.name} />
        </Section>
        {options?.provider && (
          <Section title={`Signing in with ${options.provider.name}`} about="Linking makes a login there yours. Unlinking ends your other sessions.">
            <ProviderLink provider={options.provider.name} name={user.name} />
          </Section>
        )}
        <Section title="Theme">
          <ThemeChoice />
        </Section>
      </Sections>
    </>
  );
}
