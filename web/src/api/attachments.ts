import { useMutation } from '@tanstack/react-query';
import type { Schema } from './client';

export type Attachment = Schema<'Attachment'>;

/** A file as the form that attaches it; what the schema calls text is a file. */
export function attachmentForm(file: File) {
  const form = new FormData();
  form.append('file', file);
  return { body: form as never, bodySerializer: () => form };
}

interface Calls {
  attach: (form: ReturnType<typeof attachmentForm>) => Promise<unknown>;
  remove: (attachment: number) => Promise<unknown>;
}

/** How files are attached to something and removed; what shows them is asked for again by `changed`. */
export function useFileChanges(calls: Calls, changed: () => Promise<unknown>) {
  const attach = useMutation({ mutationFn: (file: File) => calls.attach(attachmentForm(file)), onSuccess: changed });
  const remove = useMutation({ mutationFn: calls.remove, onSuccess: changed });
  return { attach: attach.mutateAsync, remove: remove.mutateAsync };
}
