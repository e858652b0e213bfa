import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { pageNonce } from './basePath';
import type { AppRouter } from './router';
import { colorSchemes, cssVariables, theme } from './theme';

const Notices = lazy(() => import('./Notices'));

export function App({ client, router }: { client: QueryClient; router: AppRouter }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={colorSchemes} defaultColorScheme="auto" getStyleNonce={() => pageNonce}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Suspense>
          <Notices />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
