import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay, useProject } from '#api/projects';
import { ownTokensQuery, projectTokensQuery, type Token } from '#api/tokens';
import { useTypedSearch } from '#app/search';
import { NewTokenDialog } from '#pages/tokens/NewTokenDialog';
import { TokenTable } from '#pages/tokens/TokenTable';
import { EmptyState, PageState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { tokensRoute, tokensSearch } from '#routes/settings';

/** The tokens that pipelines use in this project: all of them for its admins, one's own for others. */
export default function TokensPage() {
  const { project } = tokensRoute.useParams();
  const may = useMay(project, 'administer');
  const id = useProject(project)?.ID;
  const all = useQuery({ ...projectTokensQuery(project), enabled: may });
  const own = useQuery({ ...ownTokensQuery, enabled: !may });
  const [{ over }, change] = useTypedSearch(tokensSearch);
  const [isMaking, setMaking] = useState(false);
  const shownOf = (tokens: Token[]) => tokens.filter((token) => (over || token.state === 'valid') && (may || (id !== undefined && token.projectIDs?.includes(id))));
  const upload = (
    <Link to="/projects/$project/upload" params={{ project }} className="link">
      How a pipeline uploads
    </Link>
  );
  return (
    <Sections>
      <Section
        title="API tokens"
        about={
          <>
            Pipelines show who they are by a token. These are limited to this project{may ? ', whoever made them' : ' and yours'}. {upload}.
          </>
        }
        actions={
          <>
            <Switch size="xs" label="Also those that have ended" checked={over} onChange={(event) => change({ over: event.currentTarget.checked })} />
            <Button onClick={() => setMaking(true)}>Make a token</Button>
          </>
        }
      >
        <PageState query={may ? all : own} isEmpty={(tokens) => shownOf(tokens).length === 0} empty={<EmptyState title="No token is limited to this project.">Make one for each pipeline, with the right to report alone.</EmptyState>}>
          {(tokens) => <TokenTable label="API tokens" tokens={shownOf(tokens)} project={may ? project : undefined} />}
        </PageState>
        <NewTokenDialog opened={isMaking} onClose={() => setMaking(false)} project={project} next={<>Where it goes: {upload}.</>} />
      </Section>
    </Sections>
  );
}
