import { useMutation } from '@tanstack/react-query';
import { ask, serverApi } from '#api/client';

/** One-time codes stand behind "#" in links, so that no log has them. */
export const codeInAddress = () => decodeURIComponent(location.hash.slice(1));

export const useSetUp = () =>
  useMutation({ mutationFn: (account: { code: string; name: string; password: string }) => ask(serverApi.POST('/api/setup', { body: account })) });

export const useAcceptance = () =>
  useMutation({ mutationFn: (account: { code: string; name?: string; password?: string }) => ask(serverApi.POST('/api/invitations/accept', { body: account })) });

export const useReset = () =>
  useMutation({ mutationFn: (wish: { code: string; password: string }) => ask(serverApi.POST('/api/password/reset', { body: wish })) });
