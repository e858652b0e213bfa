import { basePath } from '#app/basePath';
import { sentFetch } from './client';
import { apiErrorOf } from './errors';
import { type OwnProject, type Right, useMe } from './session';

/** The project with that key, in any letter case; undefined when one may not see it. */
export function useProject(key: string): OwnProject | undefined {
  return useMe().projects.find((project) => project.key.toLowerCase() === key.toLowerCase());
}

/** Whether one may do what asks for that right in the project; the server decides all the same. */
export function useMay(projectKey: string, right: Right): boolean {
  return useProject(projectKey)?.rights.includes(right) ?? false;
}

export async function createProject(wish: { key: string; name: string }): Promise<{ key: string }> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/problem+json, application/json' };
  const answer = await sentFetch(new Request(`${location.origin}${basePath}api/projects`, { method: 'POST', headers, body: JSON.stringify(wish) }));
  if (!answer.ok) throw apiErrorOf(answer.status, await answer.text(), answer.headers);
  return (await answer.json()) as { key: string };
}
