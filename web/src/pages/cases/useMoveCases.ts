import { useQueryClient } from '@tanstack/react-query';
import { type CaseMove, type CasesChanged, moveCases } from '#api/casesTogether';
import { pluralText } from '#format/count';
import { sayDone, sayRefused } from '#parts/notices';
import { sayUndoable } from '#parts/undoNotice';
import { refusalText } from './changed';

const done: Record<CaseMove, string> = { archive: 'archived', unarchive: 'brought back from the archive', delete: 'deleted', restore: 'restored' };
const opposite: Partial<Record<CaseMove, CaseMove>> = { archive: 'unarchive', delete: 'restore' };

/** Archives, deletes or brings back cases, says so, and offers to undo it. Told is what became of them; undefined when nothing did. */
export function useMoveCases(project: string) {
  const client = useQueryClient();
  return async function move(keys: string[], action: CaseMove): Promise<CasesChanged | undefined> {
    try {
      const changed = await moveCases(project, keys, action);
      await client.invalidateQueries({ queryKey: ['project', project] });
      const moved = Object.keys(changed.processedData);
      const message = `${moved.length === 1 ? moved[0] : pluralText(moved.length, 'case')} ${moved.length === 1 ? 'was' : 'were'} ${done[action]}.`;
      const back = opposite[action];
      if (changed.errorCount > 0) sayRefused(`${pluralText(changed.errorCount, 'case')} could not be ${done[action]}`, refusalText(changed));
      if (moved.length > 0 && back) void sayUndoable(message, () => void move(moved, back));
      else if (moved.length > 0) sayDone(message);
      return changed;
    } catch (error) {
      sayRefused(`Not ${done[action]}`, error);
      return undefined;
    }
  };
}
