import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type Case, useCloneCase } from '#api/cases';
import { useMoveCases } from '#pages/cases/useMoveCases';
import { MoreIcon } from '#parts/icons';
import { sayDone, sayRefused } from '#parts/notices';

/** What one can do with a case as a whole. */
export function CaseMenu({ project, testCase }: { project: string; testCase: Case }) {
  const navigate = useNavigate();
  const clone = useCloneCase(project, testCase.key);
  const move = useMoveCases(project);
  const copy = () =>
    clone.mutate(undefined, {
      onSuccess: ({ key }) => {
        sayDone(`${key} says the same as ${testCase.key}.`);
        void navigate({ to: '/projects/$project/cases/$case', params: { project, case: key }, search: { edit: true } });
      },
      onError: (error) => sayRefused('The case was not cloned', error),
    });
  const remove = async () => {
    await navigate({ to: '/projects/$project/cases', params: { project } });
    await move([testCase.key], 'delete');
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More about this case">
          <MoreIcon size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={copy}>Clone</Menu.Item>
        <Menu.Item onClick={() => void move([testCase.key], testCase.isArchived ? 'unarchive' : 'archive')}>{testCase.isArchived ? 'Bring back from the archive' : 'Archive'}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="var(--mantine-color-error)" onClick={() => void remove()}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
