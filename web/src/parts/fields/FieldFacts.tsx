import { useConfiguration } from '#api/configuration';
import { fieldText } from '#format/field';
import { dayText } from '#format/when';
import { Fact } from '../Facts';

/** Values of custom fields among other facts. */
export function FieldFacts({ project, values }: { project: string; values: { name?: unknown; ID?: unknown; value?: unknown }[] }) {
  const { customFields } = useConfiguration(project);
  const days = new Set(customFields.filter(({ type }) => type === 'DATE').map(({ name }) => name));
  return values.map(({ name, ID, value }) => {
    const shown = String(name ?? ID);
    return <Fact key={shown} name={shown}>{days.has(shown) && typeof value === 'string' ? dayText(value) : fieldText(value)}</Fact>;
  });
}
