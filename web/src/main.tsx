import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetCsrfToken } from '#api/csrf';
import { newQueryClient } from '#api/queryClient';
import { App } from '#app/App';
import { pageNonce } from '#app/basePath';
import { newRouter } from '#app/router';

// For the styles that dialogs add while the page behind them must not scroll.
setNonce(pageNonce);

const client = newQueryClient(() => void logInAgain());
const router = newRouter(client);

/** To the page of the login, which leads back here. */
function logInAgain() {
  forgetCsrfToken();
  const { pathname, href } = router.state.location;
  return pathname === '/login' ? undefined : router.navigate({ to: '/login', search: { next: href } });
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App client={client} router={router} />
  </StrictMode>,
);
