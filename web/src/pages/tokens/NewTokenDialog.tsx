import { Checkbox, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Right } from '#api/session';
import { useMe } from '#api/session';
import { type CreatedToken, useCreateToken } from '#api/tokens';
import { exactText } from '#format/when';
import { Dialog } from '#parts/Dialog';
import { FormDialog } from '#parts/FormDialog';
import { SecretOnce } from '#parts/SecretOnce';
import classes from './Tokens.module.css';
import { lifetimes, scopes } from './scopes';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** The project that the token is limited to; without one its maker chooses. */
  project?: string;
  label?: string;
  /** What to do with the token, once it is there. */
  next?: ReactNode;
}

/** Makes a token, and shows it this one time. */
export function NewTokenDialog({ opened, onClose, project, label = '', next }: Props) {
  const [made, setMade] = useState<CreatedToken>();
  const close = () => {
    onClose();
    setMade(undefined);
  };
  if (!opened) return null;
  return made ? <MadeToken token={made} onClose={close} next={next} /> : <TokenForm project={project} label={label} onMade={setMade} onClose={close} />;
}

function TokenForm({ project, label: suggested = '', onMade, onClose }: Pick<Props, 'project' | 'label' | 'onClose'> & { onMade: (token: CreatedToken) => void }) {
  const { projects } = useMe();
  const create = useCreateToken();
  const [label, setLabel] = useState(suggested);
  const [rights, setRights] = useState<Right[]>(['report']);
  const [limit, setLimit] = useState<string | null>(project ?? projects[0]?.key ?? null);
  const [days, setDays] = useState(90);
  const submit = () => create.mutate({ label, scopes: rights, days, ...(limit !== null && { projects: [limit] }) }, { onSuccess: onMade });
  return (
    <FormDialog opened title="New token" action="Make the token" pending={create.isPending} error={create.error} onSubmit={submit} onClose={onClose}>
      <TextInput label="Name" description="What it is for, such as the pipeline that uses it" required withAsterisk={false} value={label} onChange={(event) => setLabel(event.currentTarget.value)} data-autofocus />
      {project === undefined && (
        <Select
          label="Project"
          data={[{ value: '', label: 'All of mine, now and later' }, ...projects.map(({ key, name }) => ({ value: key, label: `${name} (${key})` }))]}
          value={limit ?? ''}
          onChange={(value) => setLimit(value || null)}
          allowDeselect={false}
        />
      )}
      <Checkbox.Group label="It may" value={rights} onChange={(chosen) => setRights(chosen as Right[])}>
        <div className={classes.scopes}>
          {scopes.map(({ right, label: name, about }) => (
            <Checkbox key={right} value={right} label={name} description={about} size="sm" />
          ))}
        </div>
      </Checkbox.Group>
      <Select label="It ends after" data={lifetimes.map((life) => ({ value: String(life), label: `${life} days` }))} value={String(days)} onChange={(value) => setDays(Number(value))} allowDeselect={false} w={160} />
    </FormDialog>
  );
}

/** The secret of a token that was just made or rotated. */
export function MadeToken({ token, onClose, next }: { token: CreatedToken; onClose: () => void; next?: ReactNode }) {
  return (
    <Dialog opened onClose={onClose} title={`Token ${token.label}`} size="lg" closeOnClickOutside={false}>
      <SecretOnce label="Token" value={token.secret}>
        {token.expires !== null && `It ends on ${exactText(token.expires)}.`}
        {token.replaces !== null && ' The old one works for 24 more hours.'}
      </SecretOnce>
      {next && <div className={classes.next}>{next}</div>}
    </Dialog>
  );
}
