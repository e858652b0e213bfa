import { useQuery } from '@tanstack/react-query';
import { cycleAttachmentsQuery, cycleAttachmentUrl, useCycleAttachments } from '#api/cycles';
import { useMay } from '#api/projects';
import { Attachments } from '#parts/Attachments';
import { PageState } from '#parts/PageState';

/** The files of the cycle itself, such as its plan; those of its runs are theirs. */
export function CycleFiles({ project, cycle }: { project: string; cycle: string }) {
  const mayWrite = useMay(project, 'report');
  const query = useQuery(cycleAttachmentsQuery(project, cycle));
  const changes = useCycleAttachments(project, cycle);
  return (
    <PageState query={query} loading={null} isEmpty={(attachments) => attachments.length === 0 && !mayWrite}>
      {(attachments) => <Attachments attachments={attachments} urlOf={(attachment) => cycleAttachmentUrl(project, cycle, attachment)} changes={mayWrite ? changes : undefined} />}
    </PageState>
  );
}
