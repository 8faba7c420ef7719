declare global {
  // Read by the style sheets that a dialog adds to stop the page behind it from scrolling.
  var __webpack_nonce__: string | undefined
}

const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''
globalThis.__webpack_nonce__ = nonce

/** The one-time word of this page's content security policy: only style elements that carry it are applied. */
export const styleNonce = (): string => nonce
