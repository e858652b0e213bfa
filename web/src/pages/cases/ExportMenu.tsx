import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { DownloadIcon } from '#parts/icons';
import { sayRefused } from '#parts/notices';

/** The forms in which cases leave. */
export default function ExportMenu({ label, run }: { label: string; run: (form: 'csv' | 'feature') => Promise<void> }) {
  const [isPending, setPending] = useState(false);
  const start = async (form: 'csv' | 'feature') => {
    setPending(true);
    await run(form).catch((error: unknown) => sayRefused('Nothing was exported', error));
    setPending(false);
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button variant="default" leftSection={<DownloadIcon size={14} />} loading={isPending}>{label}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void start('csv')}>As CSV</Menu.Item>
        <Menu.Item onClick={() => void start('feature')}>As feature files</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
