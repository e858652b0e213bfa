import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { findQuery } from '#api/find';
import { useMe } from '#api/session';
import { SearchIcon } from '#parts/icons';
import { casePage, cyclePage, matching, type Offer, offerOfKey, offersHere, projectPage } from './offers';
import classes from './Palette.module.css';

const [store, palette] = createSpotlight();

interface Group {
  title: string;
  offers: Offer[];
}

/** Everything that can be found or done by typing. `asked` counts how often somebody wanted it. */
export default function Palette({ asked }: { asked: number }) {
  const [typed, setTyped] = useState('');
  const groups = useGroups(typed);
  const navigate = useNavigate();
  useEffect(() => palette.open(), [asked]);
  return (
    <Spotlight.Root store={store} shortcut={null} query={typed} onQueryChange={setTyped} scrollable maxHeight={440} centered={false} yOffset="12vh" radius="md" overlayProps={{ backgroundOpacity: 0.3 }} transitionProps={{ duration: 0 }}>
      <Spotlight.Search placeholder="A key, words of a title, a page" aria-label="Find" leftSection={<SearchIcon size={17} stroke={1.6} aria-hidden />} />
      <Spotlight.ActionsList>
        {groups.map(({ title, offers }) => (
          <Spotlight.ActionsGroup key={title} label={title} className={classes.group}>
            {offers.map((offer) => (
              <Spotlight.Action key={offer.id} className={classes.action} onClick={() => void navigate({ href: offer.href })}>
                <span className="cut">{offer.label}</span>
                {offer.note && <span className={classes.note}>{offer.note}</span>}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>Nothing has all of these words.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Keys first, then what titles have, then pages. */
function useGroups(typed: string): Group[] {
  const { project, cycle } = useParams({ strict: false });
  const { user, projects } = useMe();
  const [rested] = useDebouncedValue(typed, 120);
  const found = useQuery(findQuery(project, rested)).data;
  const isSearch = typed.trim().length >= 2;
  const key = offerOfKey(typed);
  const here = offersHere({ project, cycle, isAdministrator: user.administrator });
  const own = projects.map((known) => ({ id: `project ${known.key}`, label: known.name, note: known.key, href: projectPage(known.key) }));
  const groups = [
    { title: 'Key', offers: key ? [key] : [] },
    { title: 'Cycles', offers: isSearch ? (found?.cycles ?? []).map((cycleFound) => offerOf(cycleFound, cyclePage)) : [] },
    { title: 'Cases', offers: isSearch ? (found?.cases ?? []).map((caseFound) => offerOf(caseFound, casePage)) : [] },
    { title: 'Pages', offers: matching(here, typed) },
    { title: 'Projects', offers: matching(own, typed).slice(0, 8) },
  ];
  return groups.filter(({ offers }) => offers.length > 0);
}

const offerOf = ({ projectKey, key, title }: { projectKey: string; key: string; title: string }, page: (project: string, key: string) => string): Offer => ({ id: key, label: title, note: key, href: page(projectKey, key) });
