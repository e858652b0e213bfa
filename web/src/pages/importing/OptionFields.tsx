import { Button, Collapse, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportType } from '#api/formats';
import { caseFoldersQuery } from '#api/folders';
import { flat } from '#parts/folders';
import classes from './Importing.module.css';
import { type ImportOptions, switchesFor } from './options';

interface Props {
  project: string;
  types: readonly ReportType[];
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

/** The parameters of an import; what is rarely used is folded away. */
export function OptionFields({ project, types, options, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const looks = switchesFor(types);
  const switchOf = ({ name, label, about }: (typeof looks)[number]) => (
    <Switch key={name} size="xs" label={label} description={about} checked={options[name]} onChange={(event) => onChange({ ...options, [name]: event.currentTarget.checked })} />
  );
  const change = (changes: Partial<ImportOptions>) => onChange({ ...options, ...changes });
  return (
    <>
      <div className={classes.options}>
        {looks.filter(({ isRare }) => !isRare).map(switchOf)}
        {options.createCase && <FolderChoice project={project} value={options.defaultFolder} onChange={(defaultFolder) => change({ defaultFolder })} />}
      </div>
      <Button variant="default" className={classes.more} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Fewer options' : 'More options'}
      </Button>
      <Collapse expanded={isOpen}>
        <div className={classes.options}>
          {looks.filter(({ isRare }) => isRare).map(switchOf)}
          <Switch size="xs" label="Pass over what was imported already" description="The same bytes, into the same cycle, with the same options, within 24 hours." checked={options.dedupe} onChange={(event) => change({ dedupe: event.currentTarget.checked })} />
        </div>
        <div className={classes.options}>
          <TextInput size="xs" label="Run" description="The name of the pipeline run that this is a part of." placeholder="8127" value={options.runKey} onChange={(event) => change({ runKey: event.currentTarget.value })} />
          <TextInput size="xs" label="Shard" description="Which of how many parts of the run this is." placeholder="2/4" value={options.shard} disabled={options.runKey === ''} onChange={(event) => change({ shard: event.currentTarget.value })} />
          <TextInput size="xs" label="Attempt" description="How often the shard was run; the latest one counts." placeholder="1" value={options.attempt} disabled={options.runKey === ''} onChange={(event) => change({ attempt: event.currentTarget.value })} />
        </div>
      </Collapse>
    </>
  );
}

export function FolderChoice({ project, value, onChange }: { project: string; value: number | null; onChange: (folder: number | null) => void }) {
  const folders = useQuery(caseFoldersQuery(project)).data ?? [];
  const choices = flat(folders).map(({ folder, depth }) => ({ value: String(folder.ID), label: `${'  '.repeat(depth)}${folder.name}` }));
  return <Select size="xs" label="Folder of created cases" data={choices} value={value === null ? null : String(value)} onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))} placeholder="None" clearable searchable nothingFoundMessage="No folder" />;
}
