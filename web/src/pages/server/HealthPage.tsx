import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ServerStatus, statusQuery } from '#api/server';
import { countText, pluralText, sizeText } from '#format/count';
import { durationText } from '#format/duration';
import { Fact, Facts } from '#parts/Facts';
import { WarningIcon } from '#parts/icons';
import { PageState } from '#parts/PageState';
import { Section, Sections } from '#parts/Section';
import { When } from '#parts/When';
import classes from './Server.module.css';

export default function HealthPage() {
  const query = useQuery(statusQuery);
  return (
    <Sections>
      <PageState query={query}>{(status) => <Health status={status} />}</PageState>
    </Sections>
  );
}

function Health({ status: { version, uptime, storage, workers, backlog, verify, accounts, projects } }: { status: ServerStatus }) {
  return (
    <>
      <Part
        title="Server"
        facts={[
          ['Version', version],
          ['Up for', durationText(uptime)],
          ['Projects', countText(projects)],
          ['Users', countText(accounts)],
        ]}
      />
      <Part
        title="Imports"
        facts={[
          ['Workers', `${countText(workers.busy)} of ${countText(workers.running)} at work`],
          ['In the queue', backlog.batches === 0 ? 'Nothing' : `${pluralText(backlog.batches, 'batch', 'batches')}, ${sizeText(backlog.bytes)} of reports`],
        ]}
      />
      <Part
        title="Storage"
        facts={[
          ['Database', `${storage.engine}, ${sizeText(storage.size)}`],
          ['Disk free', sizeText(storage.freeDisk)],
          ['Kept free', sizeText(storage.reserve)],
          ['Uploads', storage.readOnly ? <Bad>Turned away: less is free than is to be kept free</Bad> : 'Taken'],
        ]}
      />
      <Part
        title="Verification"
        facts={[
          ['Last', verify.last === null ? 'None yet: the first is an hour after the start' : <When time={verify.last} />],
          ['Found', verify.violations === null ? '–' : verify.violations === 0 ? 'No violation' : <Bad>{pluralText(verify.violations, 'violation')}: the server’s log names them</Bad>],
        ]}
      />
    </>
  );
}

function Part({ title, facts }: { title: string; facts: [string, ReactNode][] }) {
  return (
    <Section title={title}>
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

const Bad = ({ children }: { children: ReactNode }) => (
  <span className={classes.bad}>
    <WarningIcon size={15} aria-hidden />
    {children}
  </span>
);
