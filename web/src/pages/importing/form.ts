import type { Shipment } from './files';
import { type ImportOptions, sentOptions } from './options';

/** What goes to the server for one import. The files come last, so that whatever they are sent with is known before. */
export function formOf({ type, files }: Pick<Shipment, 'type' | 'files'>, options: ImportOptions, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.append('type', type);
  for (const [name, value] of Object.entries({ ...sentOptions(options), ...more })) form.append(name, value);
  for (const { file } of files) form.append('file', file, file.name);
  return form;
}
