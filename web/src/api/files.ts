/** Gives a file to whoever asked for it, as a download. */
export function saveFile(content: unknown, name: string) {
  if (!(content instanceof Blob)) throw new Error('The server sent no file.');
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers read it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
