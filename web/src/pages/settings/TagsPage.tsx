import { ActionIcon, Button, Menu, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isStatus } from '#api/errors';
import { useMay } from '#api/projects';
import { tagsQuery, useTagChanges } from '#api/tags';
import { useTypedSearch } from '#app/search';
import { pluralText } from '#format/count';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { FormDialog } from '#parts/FormDialog';
import { MoreIcon } from '#parts/icons';
import { EmptyState, PageState } from '#parts/PageState';
import { SearchField } from '#parts/SearchField';
import { Section, Sections } from '#parts/Section';
import { SimpleTable } from '#parts/SimpleTable';
import { tagsRoute, tagsSearch } from '#routes/settings';

type Tag = { ID: number; name: string };

const shownMax = 500;

/** The tags of a project: all of them are few enough to be read at once. */
export default function TagsPage() {
  const { project } = tagsRoute.useParams();
  const may = useMay(project, 'edit');
  const [{ text }, change] = useTypedSearch(tagsSearch);
  const query = useQuery(tagsQuery(project));
  const [named, setNamed] = useState<Tag | 'new'>();
  const [removed, setRemoved] = useState<Tag>();
  const found = (query.data ?? []).filter((tag) => tag.name.toLowerCase().includes(text.toLowerCase()));
  const empty = text === '' ? <EmptyState title="There are no tags.">Reports bring some along, and cases can be given some.</EmptyState> : <EmptyState title={`No tag has “${text}” in it.`} />;
  return (
    <Sections>
      <Section
        title="Tags"
        about={found.length > shownMax ? `The first ${shownMax} of ${pluralText(found.length, 'tag')}: search for others.` : undefined}
        actions={
          <>
            <SearchField label="Search tags" value={text} onChange={(next) => change({ text: next })} />
            {may && <Button onClick={() => setNamed('new')}>Add a tag</Button>}
          </>
        }
      >
        <PageState query={query} isEmpty={() => found.length === 0} empty={empty}>
          {() => (
            <SimpleTable label="Tags" head={['Name', ...(may ? [''] : [])]}>
              {found.slice(0, shownMax).map((tag) => (
                <Table.Tr key={tag.ID}>
                  <Table.Td>{tag.name}</Table.Td>
                  {may && (
                    <Table.Td ta="right">
                      <Menu position="bottom-end">
                        <Menu.Target>
                          <ActionIcon size="sm" aria-label={`Actions of ${tag.name}`}>
                            <MoreIcon size={16} />
                          </ActionIcon>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => setNamed(tag)}>Rename…</Menu.Item>
                          <Menu.Item onClick={() => setRemoved(tag)}>Remove…</Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </SimpleTable>
          )}
        </PageState>
        {named && <NameDialog project={project} tag={named === 'new' ? undefined : named} onClose={() => setNamed(undefined)} />}
        {removed && <RemoveDialog project={project} tag={removed} onClose={() => setRemoved(undefined)} />}
      </Section>
    </Sections>
  );
}

function NameDialog({ project, tag, onClose }: { project: string; tag?: Tag; onClose: () => void }) {
  const { add, rename } = useTagChanges(project);
  const [name, setName] = useState(tag?.name ?? '');
  const done = { onSuccess: onClose };
  const submit = () => (tag ? rename.mutate({ tag: tag.ID, name }, done) : add.mutate(name, done));
  return (
    <FormDialog opened title={tag ? `Rename ${tag.name}` : 'Add a tag'} action={tag ? 'Rename' : 'Add the tag'} pending={add.isPending || rename.isPending} error={add.error ?? rename.error} onSubmit={submit} onClose={onClose}>
      <TextInput label="Name" required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
    </FormDialog>
  );
}

/** A tag that cases have is taken from them only when that was said after the server told so. */
function RemoveDialog({ project, tag, onClose }: { project: string; tag: Tag; onClose: () => void }) {
  const { remove } = useTagChanges(project);
  const isUsed = isStatus(remove.error, 409);
  return (
    <ConfirmDialog
      opened
      title={`Remove the tag ${tag.name}?`}
      action={isUsed ? 'Take it from its cases and remove it' : 'Remove the tag'}
      destructive
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ tag: tag.ID, force: isUsed }, { onSuccess: onClose })}
    >
      A tag that cases have is not removed without asking again.
    </ConfirmDialog>
  );
}
