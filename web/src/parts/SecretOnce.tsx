import { CopyButton as Copying, Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopiedIcon, CopyIcon } from './icons';
import classes from './SecretOnce.module.css';

/** A secret that the server tells this one time: a token, a link with a one-time code. */
export function SecretOnce({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  return (
    <div className={classes.secret}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput label={label} value={value} readOnly flex={1} classNames={{ input: 'mono' }} onFocus={(event) => event.currentTarget.select()} />
        <Copying value={value} timeout={2000}>
          {({ copied, copy }) => (
            <Button size="sm" variant="default" leftSection={copied ? <CopiedIcon size={15} /> : <CopyIcon size={15} />} onClick={copy} data-autofocus>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </Copying>
      </Group>
      <p className={classes.note}>Copy it now: it is not shown again.{children && <> {children}</>}</p>
    </div>
  );
}
