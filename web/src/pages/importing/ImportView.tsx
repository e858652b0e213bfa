import { Button, SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ReportType } from '#api/formats';
import { pluralText } from '#format/count';
import { FileList } from './FileList';
import { FilePicker } from './FilePicker';
import { type ChosenFile, lookInto, plannedText, shipmentsOf } from './files';
import classes from './Importing.module.css';
import { OptionFields } from './OptionFields';
import { defaults, type ImportOptions } from './options';
import { ShipmentSent } from './ShipmentSent';
import { type Mode, useSending } from './useSending';

const ShipmentPreview = lazy(() => import('./ShipmentPreview'));

interface Props {
  project: string;
  cycle: string;
  /** Told while files are on their way, and when that is over. */
  onBusy?: (isBusy: boolean) => void;
}

type Stage = 'choose' | 'preview' | 'sent';

/** Reports from this computer into a cycle: chosen, tried, sent, watched. */
export function ImportView({ project, cycle, onBusy }: Props) {
  const [stage, setStage] = useState<Stage>('choose');
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [options, setOptions] = useState<ImportOptions>(defaults);
  const [mode, setMode] = useState<Mode>('batch');
  const sending = useSending();
  const shipments = shipmentsOf(files);
  const types = [...new Set(shipments.map(({ type }) => type))];
  const count = shipments.reduce((sum, shipment) => sum + shipment.files.length, 0);
  const planned = plannedText(files, shipments);
  const place = { project, cycle };

  const take = async (chosen: File[]) => {
    const seen = await Promise.all(chosen.map(lookInto));
    setFiles((before) => [...before, ...seen]);
  };
  const setType = (id: number, type: ReportType) => setFiles((before) => before.map((file) => (file.id === id ? { ...file, type } : file)));
  const send = async () => {
    setStage('sent');
    onBusy?.(true);
    await sending.start({ ...place, shipments, options, mode });
    onBusy?.(false);
  };
  const again = () => {
    sending.reset();
    setFiles([]);
    setStage('choose');
  };

  if (stage === 'sent') {
    const refused = shipments.filter(({ id }) => sending.states.get(id)?.state === 'refused');
    return (
      <div className={classes.view}>
        {shipments.map((shipment) => (
          <ShipmentSent key={shipment.id} {...place} shipment={shipment} sent={sending.states.get(shipment.id) ?? { state: 'waiting' }} />
        ))}
        <div className={classes.foot}>
          {sending.isSending ? (
            <Button variant="default" onClick={sending.stop}>
              Stop sending
            </Button>
          ) : (
            <>
              {refused.length > 0 && <Button onClick={() => void sending.start({ ...place, shipments: refused, options, mode })}>Send again</Button>}
              <Button variant="default" onClick={again}>
                Import others
              </Button>
            </>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className={classes.view}>
      {stage === 'choose' ? (
        <>
          <FilePicker isFirst={files.length === 0} onFiles={(chosen) => void take(chosen)} />
          {files.length > 0 && <FileList files={files} onType={setType} onRemove={(id) => setFiles((before) => before.filter((file) => file.id !== id))} />}
          {planned !== '' && <span className={classes.note}>{planned}</span>}
          <OptionFields project={project} types={types} options={options} onChange={setOptions} />
        </>
      ) : (
        <Suspense>
          {shipments.map((shipment) => (
            <ShipmentPreview key={shipment.id} {...place} shipment={shipment} options={options} onCreateCases={() => setOptions({ ...options, createCase: true })} />
          ))}
        </Suspense>
      )}
      <div className={classes.foot}>
        <ModeChoice mode={mode} onMode={setMode} />
        <span className={classes.end}>
          {stage === 'choose' ? (
            <Button variant="default" disabled={shipments.length === 0} onClick={() => setStage('preview')}>
              Preview
            </Button>
          ) : (
            <Button variant="default" onClick={() => setStage('choose')}>
              Back to the files
            </Button>
          )}
          <Button disabled={shipments.length === 0} onClick={() => void send()}>
            {count > 1 ? `Import ${pluralText(count, 'file')}` : 'Import'}
          </Button>
        </span>
      </div>
    </div>
  );
}

const modes = [
  { value: 'batch', label: 'As a batch', about: 'The server takes it in by itself; you may leave.' },
  { value: 'direct', label: 'Directly', about: 'The answer comes when everything is on disk.' },
] as const;

function ModeChoice({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <>
      <SegmentedControl size="xs" aria-label="How" data={modes.map(({ value, label }) => ({ value, label }))} value={mode} onChange={onMode} />
      <span className={classes.note}>{modes.find(({ value }) => value === mode)?.about}</span>
    </>
  );
}
