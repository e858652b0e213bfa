import { Select } from '@mantine/core';
import { batchStates } from '#routes/cycles';

type State = (typeof batchStates)[number] | '';

interface Props {
  state: State;
  onChange: (state: State) => void;
}

/** The state that the batches shown are in; '' is any. */
export default function StateFilter({ state, onChange }: Props) {
  return <Select size="xs" aria-label="State" placeholder="State" w={150} data={batchStates} value={state || null} onChange={(chosen) => onChange(chosen ?? '')} clearable clearButtonProps={{ 'aria-label': 'Any state' }} />;
}
