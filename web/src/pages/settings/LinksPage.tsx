import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useConfiguration } from '#api/configuration';
import { messageOf } from '#api/errors';
import { useChangeLinks } from '#api/lists';
import { useMay } from '#api/projects';
import { linkOf } from '#format/url';
import { sayDone } from '#parts/notices';
import { Section, Sections } from '#parts/Section';
import { linksRoute } from '#routes/settings';
import classes from './Settings.module.css';

/** Where requirements and defects are found, so that their keys become links. */
export default function LinksPage() {
  const { project } = linksRoute.useParams();
  const { links } = useConfiguration(project);
  const may = useMay(project, 'administer');
  const change = useChangeLinks(project);
  const [requirementUrl, setRequirement] = useState(links.requirementUrl ?? '');
  const [defectUrl, setDefect] = useState(links.defectUrl ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ requirementUrl: requirementUrl || null, defectUrl: defectUrl || null }, { onSuccess: () => sayDone('The links are saved.') });
  };
  return (
    <Sections>
      <Section title="Links" about="Requirements and defects are plain keys. With the address of your tracker they become links; {key} stands for the key.">
        <form onSubmit={submit} className={classes.form}>
          <Address label="Requirements" value={requirementUrl} onChange={setRequirement} readOnly={!may} />
          <Address label="Defects" value={defectUrl} onChange={setDefect} readOnly={!may} />
          {change.error && (
            <p role="alert" className={classes.note}>
              {messageOf(change.error)}
            </p>
          )}
          {may && (
            <span>
              <Button type="submit" loading={change.isPending}>
                Save
              </Button>
            </span>
          )}
        </form>
      </Section>
    </Sections>
  );
}

function Address({ label, value, onChange, readOnly }: { label: string; value: string; onChange: (value: string) => void; readOnly: boolean }) {
  const example = value.includes('{key}') ? linkOf(value, 'SHOP-17') : undefined;
  return (
    <TextInput
      label={label}
      placeholder="https://tracker.example/browse/{key}"
      value={value}
      readOnly={readOnly}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={example ? `SHOP-17 leads to ${example}` : 'None: keys are shown as text'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
