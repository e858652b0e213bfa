/** Where the application begins, as the server told for the page that was asked: "/" or "/quality/testledger/". */
function basePathOf(told: string | undefined, page: string): string {
  return new URL(told || '/', page).pathname;
}

export const basePath = basePathOf(document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content, location.href);

/** The number that styles and scripts of this page carry. */
export const pageNonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? '';
