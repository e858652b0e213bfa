import { Button } from '@mantine/core';
import { CopyButton } from '#parts/CopyButton';
import { Fact, Facts } from '#parts/Facts';
import { DifferenceList } from './DifferenceList';
import { changedParts, differences, type Draft, partNames, partText } from './draft';
import classes from './CasePage.module.css';

interface Props {
  read: Draft;
  mine: Draft;
  theirs: Draft;
  onChoose: (preferred: 'mine' | 'theirs') => void;
}

/** What somebody else changed while one was changing the case. Nothing is saved before one has chosen. */
export function ConflictNotice({ read, mine, theirs, onChoose }: Props) {
  const byThem = differences(read, theirs);
  const mineToo = changedParts(read, mine).filter((part) => byThem.some((difference) => difference.part === part));
  return (
    <div role="alert" className={classes.conflict}>
      <p>
        <b>Somebody changed this case while you did.</b> Your changes are still here, and nothing was saved.
      </p>
      {byThem.length > 0 ? <DifferenceList differences={byThem} /> : <p className={classes.dim}>They changed nothing that is shown here.</p>}
      {mineToo.length > 0 && (
        <>
          <p>You changed {mineToo.length === 1 ? 'one of these' : 'some of these'} too:</p>
          <Facts>
            {mineToo.map((part) => (
              <Fact key={part} name={partNames[part]}>
                <span className={classes.mine}>{partText(mine, part) || '–'}</span> <CopyButton value={partText(mine, part)} label={`Copy your ${partNames[part].toLowerCase()}`} />
              </Fact>
            ))}
          </Facts>
        </>
      )}
      <div className={classes.buttons}>
        {mineToo.length === 0 ? (
          <Button onClick={() => onChoose('mine')}>Go on with both</Button>
        ) : (
          <>
            <Button onClick={() => onChoose('mine')}>Keep mine there</Button>
            <Button variant="default" onClick={() => onChoose('theirs')}>Take theirs there</Button>
          </>
        )}
      </div>
    </div>
  );
}
