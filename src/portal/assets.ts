import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Assets = {
  /** Addresses that change with the content, so that they may be kept for ever. */
  css: string
  js: string
  files: ReadonlyMap<string, { type: string; body: string }>
}

/** The portal's style sheet and script. */
export function readAssets(): Assets {
  const files = new Map<string, { type: string; body: string }>()
  const add = (name: string, extension: string, type: string): string => {
    // Without what only who writes it reads: a page is read on a telephone.
    const body = readFileSync(join(import.meta.dirname, `${name}.${extension}`), 'utf8').replaceAll(/^ +/gm, '')
    const file = `${name}-${createHash('sha256').update(body).digest('hex').slice(0, 10)}.${extension}`
    files.set(file, { type: `${type}; charset=utf-8`, body })
    return `/t/assets/${file}`
  }
  const css = add('portal', 'css', 'text/css')
  const js = add('tracking', 'js', 'text/javascript')
  return { css, js, files }
}
