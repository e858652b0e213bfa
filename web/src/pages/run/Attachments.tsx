import { Button, FileButton, Modal } from '@mantine/core';
import { useState } from 'react';
import { type Attachment, attachmentUrl, type RunPlace, useAttachToRun } from '#api/runs';
import { sizeText } from '#format/count';
import { DownloadIcon, UploadIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';
import { Section } from '#parts/Section';
import classes from './RunPage.module.css';

/** What the server gives out as a picture; anything else is a download. */
const isPicture = ({ mimeType }: Attachment) => /^image\/(png|jpeg|gif|webp)\b/.test(mimeType);

interface Props {
  place: RunPlace;
  attachments: Attachment[];
  mayWrite: boolean;
}

export function Attachments({ place, attachments, mayWrite }: Props) {
  const attach = useAttachToRun(place);
  const send = (file: File | null) => file && attach.mutate(file, { onError: (error) => sayRefused(`${file.name} was not attached`, error) });
  const add = mayWrite && (
    <FileButton onChange={send}>
      {(props) => (
        <Button {...props} variant="subtle" color="gray" leftSection={<UploadIcon size={14} />} loading={attach.isPending}>
          Attach a file
        </Button>
      )}
    </FileButton>
  );
  return (
    <Section title="Attachments" count={attachments.length} actions={add}>
      {attachments.length > 0 && (
        <ul className={classes.files}>
          {attachments.map((attachment) => (
            <AttachedFile key={attachment.ID} attachment={attachment} url={attachmentUrl(place, attachment.ID)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function AttachedFile({ attachment, url }: { attachment: Attachment; url: string }) {
  const [isBroken, setBroken] = useState(false);
  const [opened, setOpened] = useState(false);
  const download = (
    <a href={url} download={attachment.name} className={classes.file}>
      <DownloadIcon size={15} aria-hidden />
      <span className="cut">{attachment.name}</span>
      <span className={classes.size}>{sizeText(attachment.size)}</span>
    </a>
  );
  if (!isPicture(attachment) || isBroken) return <li>{download}</li>;
  return (
    <li className={classes.picture}>
      <button type="button" className={classes.thumb} aria-label={`Show ${attachment.name}`} onClick={() => setOpened(true)}>
        <img src={url} alt="" loading="lazy" onError={() => setBroken(true)} />
      </button>
      {download}
      <Modal opened={opened} onClose={() => setOpened(false)} title={attachment.name} size="auto" closeButtonProps={{ 'aria-label': 'Close' }}>
        <img src={url} alt={attachment.name} className={classes.whole} />
      </Modal>
    </li>
  );
}
