import { Fact, Facts } from '#parts/Facts';
import { TextChange } from '#parts/TextDifference';
import { type Difference, partNames } from './draft';

/** What differs between two states of a case, part by part. */
export function DifferenceList({ differences }: { differences: Difference[] }) {
  return (
    <Facts>
      {differences.map(({ part, before, after }) => (
        <Fact key={part} name={partNames[part]}>
          <TextChange before={before} after={after} />
        </Fact>
      ))}
    </Facts>
  );
}
