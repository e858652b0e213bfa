import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ColumnDef } from '@tanstack/react-table';
import { useState } from 'react';
import { batchAddress, type ReceiptEntry } from '#api/batches';
import { receiptQuery } from '#api/receipt';
import { pluralText } from '#format/count';
import { DataTable } from '#parts/DataTable';
import { Dialog } from '#parts/Dialog';
import { DownloadIcon } from '#parts/icons';
import { KeyText } from '#parts/KeyText';
import { EmptyState, PageState } from '#parts/PageState';
import { rowsOf } from '#parts/rows';
import { SearchField } from '#parts/SearchField';
import classes from './Batches.module.css';

interface Props {
  project: string;
  cycle: string;
  id: number;
  onClose: () => void;
}

/** What became of each record of a report. */
export function Receipt({ project, cycle, id, onClose }: Props) {
  const query = useQuery(receiptQuery(project, cycle, id));
  const [text, setText] = useState('');
  return (
    <Dialog opened onClose={onClose} size="min(1100px, 94vw)" title={`Receipt of batch ${id}`}>
      <div className={classes.receipt}>
        <PageState query={query} isEmpty={({ entries }) => entries.length === 0} empty={<EmptyState title="The receipt is empty." />}>
          {({ entries, isCut }) => {
            const shown = entries.filter((entry) => `${entry.test} ${entry.case ?? ''} ${entry.effect}`.toLowerCase().includes(text.toLowerCase()));
            return (
              <>
                <Group mb="xs" gap="sm">
                  <SearchField label="Search test, case or effect" value={text} onChange={setText} />
                  <Text size="sm" c="dimmed">
                    {pluralText(shown.length, 'record')}
                    {isCut && ', the first of them'}
                  </Text>
                  <Button ml="auto" variant="default" component="a" download={`batch-${id}-receipt.jsonl`} href={batchAddress(project, cycle, id, 'receipt')} leftSection={<DownloadIcon size={14} />}>
                    All of it
                  </Button>
                </Group>
                <DataTable label="Records" columns={columns} rows={rowsOf(shown)} rowHeight={32} />
              </>
            );
          }}
        </PageState>
      </div>
    </Dialog>
  );
}

const rules: Record<ReceiptEntry['rule'], string> = { caseKey: 'case key', automationKey: 'automation key', newCase: 'new case' };

const columns: ColumnDef<ReceiptEntry>[] = [
  { id: 'record', header: 'Record', size: 60, meta: { end: true }, cell: ({ row }) => row.original.record },
  { id: 'line', header: 'Line', size: 60, meta: { end: true }, cell: ({ row }) => row.original.line },
  { id: 'test', header: 'Test', size: 200, meta: { grow: 1 }, cell: ({ row }) => <span title={row.original.test}>{row.original.test}</span> },
  { id: 'rule', header: 'Found by', size: 110, cell: ({ row }) => rules[row.original.rule] },
  { id: 'effect', header: 'Effect', size: 90, cell: ({ row }) => row.original.effect },
  { id: 'case', header: 'Case', size: 100, cell: ({ row }) => row.original.case && <KeyText value={row.original.case} /> },
  { id: 'status', header: 'Status', size: 130, cell: ({ row }) => row.original.error?.code ?? row.original.status },
];
