import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask } from '#api/client';
import { useConfiguration } from '#api/configuration';
import { formats } from '#api/formats';
import { useProject } from '#api/projects';
import { basePath } from '#app/basePath';
import { useTypedSearch } from '#app/search';
import { NewTokenDialog } from '#pages/tokens/NewTokenDialog';
import { PageHeader } from '#parts/PageHeader';
import { LoadingLines } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { uploadRoute, uploadSearch } from '#routes/importing';
import { isLocal, ways } from './snippets';
import { Snippets } from './Snippets';
import classes from './UploadPage.module.css';

const server = `${location.origin}${basePath}`.replace(/\/$/, '');

/** How a pipeline sends its reports here, in three steps. */
export default function UploadPage() {
  const { project } = uploadRoute.useParams();
  const name = useProject(project)?.name ?? project;
  const [{ way, type, cycle }, change] = useTypedSearch(uploadSearch);
  const cycles = useNewestCycles(project);
  const [isMaking, setMaking] = useState(false);
  const { adhocTestCycle } = useConfiguration(project);
  const chosen = cycle || cycles.data?.[0]?.key || adhocTestCycle.key;
  const wayLabel = ways.find(({ id }) => id === way)?.label ?? '';
  return (
    <>
      <PageHeader title="Upload results" crumbs={[<Link key="project" to="/projects/$project" params={{ project }}>{name}</Link>]} about="A pipeline sends its report with one request. Nothing has to be installed." />
      <Sections>
        <Section title="1. Make a token" about="Give each pipeline a token of its own, which may report into this project and nothing else." actions={<Button onClick={() => setMaking(true)}>Make a token</Button>}>
          <NewTokenDialog opened={isMaking} onClose={() => setMaking(false)} project={project} label={wayLabel} next="Keep it where step 2 says." />
        </Section>
        <Section title="2. Keep it as a secret, and send the report">
          <div className={classes.stack}>
            <div className={classes.choices}>
              <Select size="xs" label="Report" data={formats.map((format) => ({ value: format.type, label: format.type }))} value={type} onChange={(value) => change({ type: (value ?? 'JUnit') as typeof type })} allowDeselect={false} w={140} />
              <Select
                size="xs"
                label="Into the cycle"
                data={cycleChoices(chosen, cycles.data ?? [])}
                value={chosen}
                onChange={(value) => change({ cycle: value ?? '' })}
                allowDeselect={false}
                searchable
                w={340}
              />
            </div>
            {cycles.isPending && cycle === '' ? <LoadingLines lines={12} /> : <Snippets place={{ server, project, cycle: chosen, type }} way={way} onWay={(next) => change({ way: next })} />}
            {isLocal(server) && way !== 'curl' && (
              <p className={classes.last}>
                This browser knows the server as <code>{server}</code>. A pipeline that runs elsewhere needs the address under which it reaches the server.
              </p>
            )}
          </div>
        </Section>
        <Section title="3. See what came in">
          <p className={classes.last}>
            Each upload is a{' '}
            <Link to="/projects/$project/cycles/$cycle/batches" params={{ project, cycle: chosen }} className="link">
              batch of its cycle
            </Link>
            : it tells what was made of the report, and why something was refused.{' '}
            <Link to="/projects/$project/cycles/$cycle/import" params={{ project, cycle: chosen }} className="link">
              Try it with a report from this computer
            </Link>
            {' first, or read about '}
            <a className="link" href={`${basePath}api-docs`} target="_blank" rel="noreferrer">
              all parameters
            </a>
            .
          </p>
        </Section>
      </Sections>
    </>
  );
}

function useNewestCycles(project: string) {
  return useQuery({
    queryKey: ['project', project, 'cycles', 'newest open'],
    queryFn: async ({ signal }) => {
      const query = { maxResults: 100 };
      const body = { isClosed: { value: false } };
      return (await ask(api.POST('/project/{project}/testcycle/search', { params: { path: { project }, query }, body, signal }))).items;
    },
  });
}

function cycleChoices(chosen: string, cycles: { key: string; title: string }[]) {
  const known = cycles.map(({ key, title }) => ({ value: key, label: `${key}  ${title}` }));
  return known.some(({ value }) => value === chosen) ? known : [{ value: chosen, label: chosen }, ...known];
}
