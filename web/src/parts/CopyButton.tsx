import { ActionIcon, CopyButton as Copying, Tooltip } from '@mantine/core';
import { CopiedIcon, CopyIcon } from './icons';

/** Puts a text into the clipboard and says so. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  return (
    <Copying value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon size="sm" aria-label={copied ? 'Copied' : label} onClick={copy}>
            {copied ? <CopiedIcon size={14} /> : <CopyIcon size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copying>
  );
}
