import { type StatusType, useRunStatuses } from '#api/configuration';

/** A status with its look; one that the project does not know any more looks like none. */
export function useShownStatus(project: string, { ID, name }: { ID: number; name: string }): { name: string; statusType: StatusType; color?: string } {
  return useRunStatuses(project).byId.get(ID) ?? { name, statusType: 'NOT_RUN' };
}
