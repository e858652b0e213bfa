import { Button, FileButton } from '@mantine/core';
import { UploadIcon } from '#parts/icons';
import { useFileDrop } from '#parts/useFileDrop';
import classes from './Importing.module.css';

/** Where files are dropped, or chosen by a button. */
export function FilePicker({ isFirst, onFiles }: { isFirst: boolean; onFiles: (files: File[]) => void }) {
  const { isOver, handlers } = useFileDrop(onFiles);
  return (
    <div className={classes.drop} data-over={isOver || undefined} data-first={isFirst || undefined} {...handlers}>
      {isFirst && <UploadIcon size={22} stroke={1.5} aria-hidden />}
      <span>{isFirst ? 'Drop reports here, or archives of reports' : 'Drop more files here'}</span>
      <FileButton onChange={(files) => files.length > 0 && onFiles(files)} multiple>
        {(props) => (
          <Button {...props} variant={isFirst ? 'filled' : 'default'}>
            Choose files
          </Button>
        )}
      </FileButton>
      {isFirst && <span className={classes.note}>JUnit, TestNG, NUnit, Cucumber, Robot or Newman; .zip, .tar.gz, .tar or .gz</span>}
    </div>
  );
}
