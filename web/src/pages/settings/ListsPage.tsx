import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useConfiguration } from '#api/configuration';
import { entriesOf } from '#api/lists';
import { useMay } from '#api/projects';
import { useTypedSearch } from '#app/search';
import { Section, Sections } from '#parts/Section';
import { listsRoute, listsSearch } from '#routes/settings';
import { EntryDialog } from './EntryDialog';
import { EntryTable } from './EntryTable';
import { type ListLook, lists } from './lists';
import classes from './Settings.module.css';

/** The lists of a project that its cases and runs choose from. */
export default function ListsPage() {
  const { project } = listsRoute.useParams();
  const [{ list }] = useTypedSearch(listsSearch);
  const shown = lists.find((look) => look.list === list);
  return (
    <div className={classes.columns}>
      <nav aria-label="Lists" className={classes.side}>
        {lists.map((look) => (
          <Link key={look.list} to="/projects/$project/settings/lists" params={{ project }} search={listsSearch.validate({ list: look.list })} className={classes.choice} aria-current={look.list === list ? 'page' : undefined}>
            {look.title}
          </Link>
        ))}
      </nav>
      {shown && <ListSection key={list} project={project} look={shown} />}
    </div>
  );
}

function ListSection({ project, look }: { project: string; look: ListLook }) {
  const entries = entriesOf(useConfiguration(project), look.list);
  const may = useMay(project, 'administer');
  const [isAdding, setAdding] = useState(false);
  return (
    <Sections>
      <Section title={look.title} about={look.about} actions={may && <Button onClick={() => setAdding(true)}>Add a {look.one}</Button>}>
        <EntryTable project={project} look={look} entries={entries} may={may} />
        {isAdding && <EntryDialog project={project} look={look} onClose={() => setAdding(false)} />}
      </Section>
    </Sections>
  );
}
