import { ask, serverApi } from './client';
import { type OwnProject, type Right, useMe } from './session';

/** The project with that key, in any letter case; undefined when one may not see it. */
export function useProject(key: string): OwnProject | undefined {
  return useMe().projects.find((project) => project.key.toLowerCase() === key.toLowerCase());
}

/** Whether one may do what asks for that right in the project; the server decides all the same. */
export function useMay(projectKey: string, right: Right): boolean {
  return useProject(projectKey)?.rights.includes(right) ?? false;
}

export const createProject = (wish: { key: string; name: string }) => ask(serverApi.POST('/api/projects', { body: wish }));
