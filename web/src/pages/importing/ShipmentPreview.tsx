import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ColumnDef } from '@tanstack/react-table';
import { useState } from 'react';
import { messageOf } from '#api/errors';
import { type DryRunAnswer, dryRunSizeMax, importDry, type ReceiptEntry } from '#api/imports';
import { countText, pluralText, sizeText } from '#format/count';
import { placeText } from '#format/place';
import { DataTable } from '#parts/DataTable';
import { KeyText } from '#parts/KeyText';
import { LoadingLines } from '#parts/PageState';
import { Refusals, Warnings } from '#parts/Refusals';
import { rowsOf } from '#parts/rows';
import { type Shipment, shipmentName } from './files';
import { formOf } from './form';
import classes from './Importing.module.css';
import { type ImportOptions, sentOptions } from './options';
import { type Fate, fateCounts, fateOf, fates, rules, wantsCases } from './preview';

interface Props {
  project: string;
  cycle: string;
  shipment: Shipment;
  options: ImportOptions;
  onCreateCases: () => void;
}

/** What an import would do, as the server's dry run tells it; nothing is kept. */
export default function ShipmentPreview({ project, cycle, shipment, options, onCreateCases }: Props) {
  const isTooLarge = shipment.size > dryRunSizeMax;
  const query = useQuery({
    queryKey: ['dry run', project, cycle, shipment.id, shipment.type, sentOptions(options)],
    queryFn: ({ signal }) => importDry({ project, cycle, form: formOf(shipment, options, { dryRun: 'true' }), signal }),
    enabled: !isTooLarge,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <section className={classes.shipment} aria-label={shipmentName(shipment)}>
      <h3 className={classes.shipmentHead}>
        {shipmentName(shipment)}
        <span className={classes.note}>
          {shipment.type}, {sizeText(shipment.size)}
        </span>
      </h3>
      {isTooLarge && <p className={classes.told}>There is no preview of more than {sizeText(dryRunSizeMax)}. It can be imported, and the import can be undone.</p>}
      {query.error && (
        <div className={classes.refused} role="alert">
          {messageOf(query.error)}
        </div>
      )}
      {query.data && <Preview answer={query.data} hasCreation={options.createCase} onCreateCases={onCreateCases} />}
      {query.isLoading && <LoadingLines lines={3} />}
    </section>
  );
}

function Preview({ answer, hasCreation, onCreateCases }: { answer: DryRunAnswer; hasCreation: boolean; onCreateCases: () => void }) {
  return (
    <>
      <p className={classes.told}>{sentenceOf(answer)}</p>
      {!hasCreation && wantsCases(answer) && (
        <span>
          <Button variant="default" onClick={onCreateCases}>
            Create cases for tests without one
          </Button>
        </span>
      )}
      <Refusals told={answer} />
      {answer.records.length > 0 && <Records records={answer.records} leftOut={answer.recordsLeftOut ?? 0} />}
      <Warnings told={answer} />
    </>
  );
}

function sentenceOf(answer: DryRunAnswer): string {
  if (answer.records.length === 0 && answer.successCount === 0) return 'Nothing would be imported.';
  const parts = [`${pluralText(answer.successCount, 'result')} would be imported`, `${pluralText(answer.createdCases, 'case')} created`, `${pluralText(answer.errorCount, 'result')} refused`];
  return `${parts.join(', ')}. Nothing is kept yet.`;
}

const headHeight = 36;
const rowHeight = 30;
const rowsShown = 9;

function Records({ records, leftOut }: { records: ReceiptEntry[]; leftOut: number }) {
  const [shown, setShown] = useState<Fate | 'all'>('all');
  const counts = fateCounts(records);
  const choices = [{ value: 'all' as const, label: `All ${countText(records.length)}` }, ...(Object.keys(fates) as Fate[]).filter((fate) => counts[fate] > 0).map((fate) => ({ value: fate, label: `${fates[fate]} ${countText(counts[fate])}` }))];
  const rows = shown === 'all' ? records : records.filter((record) => fateOf(record) === shown);
  return (
    <>
      <span>
        <SegmentedControl size="xs" aria-label="Which results" data={choices} value={shown} onChange={setShown} />
      </span>
      <div className={classes.records} style={{ height: headHeight + rowHeight * Math.min(records.length, rowsShown) }}>
        <DataTable label="Results of the dry run" columns={columns} rows={rowsOf(rows)} rowHeight={rowHeight} />
      </div>
      {leftOut > 0 && <span className={classes.note}>{countText(leftOut)} more are not listed here.</span>}
    </>
  );
}

const columns: ColumnDef<ReceiptEntry>[] = [
  { id: 'test', header: 'Test', size: 180, meta: { grow: 1 }, cell: ({ row }) => <span title={row.original.test}>{row.original.test}</span> },
  { id: 'fate', header: 'What becomes of it', size: 190, cell: ({ row }) => (fateOf(row.original) === 'matched' ? rules[row.original.rule] : fates[fateOf(row.original)]) },
  { id: 'case', header: 'Case', size: 90, cell: ({ row }) => row.original.case && <KeyText value={row.original.case} /> },
  { id: 'status', header: 'Status', size: 90, cell: ({ row }) => row.original.status },
  { id: 'place', header: 'Where', size: 90, cell: ({ row }) => <span title={placeText(row.original)}>{placeText({ line: row.original.line })}</span> },
];
