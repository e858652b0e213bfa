import { ActionIcon, Select } from '@mantine/core';
import { reportTypes, type ReportType } from '#api/formats';
import { sizeText } from '#format/count';
import { CloseIcon } from '#parts/icons';
import type { ChosenFile } from './files';
import classes from './Importing.module.css';

interface Props {
  files: readonly ChosenFile[];
  onType: (id: number, type: ReportType) => void;
  onRemove: (id: number) => void;
}

/** The chosen files, each with the format that its content shows; whoever knows better chooses another. */
export function FileList({ files, onType, onRemove }: Props) {
  return (
    <ul className={classes.files} aria-label="Chosen files">
      {files.map(({ id, file, type, isArchive, problem }) => (
        <li key={id} className={classes.file}>
          <span className={`${classes.fileName} cut`} title={file.name}>
            {file.name}
          </span>
          <span className={classes.note}>
            {isArchive && 'archive, '}
            {sizeText(file.size)}
          </span>
          {problem === undefined ? (
            <Select
              size="xs"
              w={128}
              aria-label={`Format of ${file.name}`}
              placeholder="Which format?"
              data={[...reportTypes]}
              value={type ?? null}
              onChange={(value) => value && onType(id, value as ReportType)}
              allowDeselect={false}
              error={type === undefined}
            />
          ) : (
            <span className={classes.problem}>{problem}</span>
          )}
          <ActionIcon size="sm" aria-label={`Leave out ${file.name}`} onClick={() => onRemove(id)}>
            <CloseIcon size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
