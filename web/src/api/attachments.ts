import type { Schema } from './client';

export type Attachment = Schema<'Attachment'>;

/** A file as the form that attaches it; what the schema calls text is a file. */
export function attachmentForm(file: File) {
  const form = new FormData();
  form.append('file', file);
  return { body: form as never, bodySerializer: () => form };
}
