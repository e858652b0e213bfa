import { type DragEvent, useState } from 'react';

/** For an element onto which files are dropped; `isOver` while somebody holds them above it. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return { isOver, handlers: { onDrop, onDragOver, onDragLeave: () => setOver(false) } };
}
