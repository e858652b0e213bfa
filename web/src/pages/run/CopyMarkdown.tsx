import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { Run } from '#api/runs';
import { useShortcuts } from '#app/shortcuts';
import { CopiedIcon, CopyIcon } from '#parts/icons';
import { markdownOf } from './reading/markdown';

/** The run as text for a tracker or a chat. */
export function CopyMarkdown({ cycle, run }: { cycle: string; run: Run }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const copy = () => clipboard.copy(markdownOf({ cycle, run, url: location.origin + location.pathname }));
  useShortcuts('Run', [{ keys: 'y', label: 'Copy as Markdown', run: copy }]);
  return (
    <Button variant="default" leftSection={clipboard.copied ? <CopiedIcon size={14} /> : <CopyIcon size={14} />} onClick={copy}>
      {clipboard.copied ? 'Copied' : 'Copy as Markdown'}
    </Button>
  );
}
