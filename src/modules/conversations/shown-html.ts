/**
 * Safe HTML of a mail as a page of its own: its own pictures in their places, remote ones only when asked for.
 * @param pictures data URLs by Content-ID
 */
export function shownHtml(html: string, pictures: ReadonlyMap<string, string>, remote: boolean): string {
  const body = html
    .replace(/ src="cid:([^"]*)"/g, (_, id: string) => {
      const data = pictures.get(id.replaceAll('&amp;', '&'))
      return data === undefined ? '' : ` src="${data}"`
    })
    .replace(/ data-remote-src="([^"]*)"/g, (_, address: string) => (remote ? ` src="${address}"` : ''))
  return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>
body{margin:0;padding:8px;font:15px/1.5 system-ui,sans-serif;color:#16211f;background:#fff;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}
</style></head><body>${body}</body></html>`
}
