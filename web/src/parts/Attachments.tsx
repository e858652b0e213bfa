import { ActionIcon, Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '#api/client';
import { sizeText } from '#format/count';
import { ConfirmDialog } from './ConfirmDialog';
import { Dialog } from './Dialog';
import { DownloadIcon, RemoveIcon, UploadIcon } from './icons';
import { sayRefused } from './notices';
import { Section } from './Section';
import { useFileDrop } from './useFileDrop';
import classes from './Attachments.module.css';

type Attachment = Schema<'Attachment'>;

/** What the server gives out as a picture; anything else is a download. */
const isPicture = ({ mimeType }: Attachment) => /^image\/(png|jpeg|gif|webp)\b/.test(mimeType);

interface Props {
  attachments: Attachment[];
  urlOf: (attachment: number) => string;
  /** Without them files can only be looked at. */
  changes?: { attach: (file: File) => Promise<unknown>; remove: (attachment: number) => Promise<unknown> };
}

/** Files that belong to something: dropped or chosen, shown, given out, and removed. */
export function Attachments({ attachments, urlOf, changes }: Props) {
  const [isSending, setSending] = useState(false);
  const [removed, setRemoved] = useState<Attachment>();
  const send = async (files: File[]) => {
    if (!changes) return;
    setSending(true);
    for (const file of files) await changes.attach(file).catch((error: unknown) => sayRefused(`${file.name} was not attached`, error));
    setSending(false);
  };
  const { isOver, handlers } = useFileDrop((files) => void send(files));
  const add = changes && (
    <FileButton onChange={(files) => void send(files)} multiple>
      {(props) => (
        <Button {...props} variant="default" leftSection={<UploadIcon size={14} />} loading={isSending}>
          Attach files
        </Button>
      )}
    </FileButton>
  );
  return (
    <div {...(changes && handlers)} className={classes.frame} data-over={(changes && isOver) || undefined}>
      <Section title="Attachments" count={attachments.length} actions={add}>
        {attachments.length > 0 ? (
          <ul className={classes.files} aria-label="Attachments">
            {attachments.map((attachment) => (
              <AttachedFile key={attachment.ID} attachment={attachment} url={urlOf(attachment.ID)} onRemove={changes && (() => setRemoved(attachment))} />
            ))}
          </ul>
        ) : (
          changes && <p className={classes.hint}>Drop files here, of at most 100 MiB each.</p>
        )}
      </Section>
      {removed && changes && <RemoveDialog attachment={removed} remove={changes.remove} onClose={() => setRemoved(undefined)} />}
    </div>
  );
}

function RemoveDialog({ attachment, remove, onClose }: { attachment: Attachment; remove: (attachment: number) => Promise<unknown>; onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async () => {
    setPending(true);
    try {
      await remove(attachment.ID);
      onClose();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
  };
  return (
    <ConfirmDialog opened title="Remove the attachment?" action="Remove it" destructive pending={pending} error={error} onConfirm={() => void confirm()} onClose={onClose}>
      “{attachment.name}” cannot be brought back.
    </ConfirmDialog>
  );
}

function AttachedFile({ attachment, url, onRemove }: { attachment: Attachment; url: string; onRemove?: () => void }) {
  const [isBroken, setBroken] = useState(false);
  const [opened, setOpened] = useState(false);
  const line = (
    <div className={classes.line}>
      <a href={url} download={attachment.name} className={classes.file} title={attachment.name}>
        <DownloadIcon size={15} aria-hidden />
        <span className="cut">{attachment.name}</span>
        <span className={classes.size}>{sizeText(attachment.size)}</span>
      </a>
      {onRemove && (
        <ActionIcon size="sm" aria-label={`Remove ${attachment.name}`} onClick={onRemove}>
          <RemoveIcon size={14} />
        </ActionIcon>
      )}
    </div>
  );
  if (!isPicture(attachment) || isBroken) return <li>{line}</li>;
  return (
    <li className={classes.picture}>
      <button type="button" className={classes.thumb} aria-label={`Show ${attachment.name}`} onClick={() => setOpened(true)}>
        <img src={url} alt="" loading="lazy" onError={() => setBroken(true)} />
      </button>
      {line}
      <Dialog opened={opened} onClose={() => setOpened(false)} title={attachment.name} size="auto">
        <img src={url} alt={attachment.name} className={classes.whole} />
      </Dialog>
    </li>
  );
}
