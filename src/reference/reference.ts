import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { type Description, groupsOf, operationsOf } from './api.ts'
import { anchorOfCode, type Frame, groupPage, introduction, noPage, problemsPage } from './pages.ts'
import { problems } from './problems.gen.ts'

/** What a page of the reference may do: its own style sheet and script, nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The reference of the API at /docs, made from its OpenAPI description: plain pages, read without a script. */
export function reference(description: Description, version: string): Hono {
  const app = new Hono()
  const files = new Map<string, { type: string; body: string }>()
  const add = (extension: 'css' | 'js', type: string): string => {
    const body = readFileSync(join(import.meta.dirname, `reference.${extension}`), 'utf8')
    const name = `reference-${createHash('sha256').update(body).digest('hex').slice(0, 10)}.${extension}`
    files.set(name, { type: `${type}; charset=utf-8`, body })
    return `/docs/assets/${name}`
  }
  const operations = operationsOf(description)
  const frame: Frame = {
    css: add('css', 'text/css'),
    js: add('js', 'text/javascript'),
    version,
    groups: groupsOf(operations),
  }
  const pages = new Map<string, () => string>([
    ['/docs', () => introduction(frame)],
    ['/docs/problems', () => problemsPage(frame, problems)],
    ...frame.groups.map((group) => [`/docs/${group.name}`, () => groupPage(frame, group)] as const),
  ])
  const made = new Map<string, string>()
  // What the search field of the pages looks through.
  const found = JSON.stringify(
    operations.map(({ operationId, summary, method, path, group }) => [
      `/docs/${group}#${operationId.replaceAll('.', '-')}`,
      `${method} ${path}`,
      summary,
    ]),
  )

  app.use('/docs/*', compress())
  app.get('/docs/operations.json', (c) => c.body(found, 200, { 'content-type': 'application/json' }))
  app.get('/docs/assets/:file', (c) => {
    const file = files.get(c.req.param('file'))
    if (!file) return c.text('Not found', 404)
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  const headers = { 'content-security-policy': `${POLICY}; connect-src 'self'`, 'cache-control': 'no-cache' }
  for (const [path, make] of pages)
    app.get(path, (c) => {
      const text = made.get(path) ?? make()
      made.set(path, text)
      return c.html(text, 200, headers)
    })
  // Where `type` of a problem document leads.
  const codes = new Set(problems.map(({ code }) => code))
  app.get('/problems/*', (c) => {
    const code = c.req.path.slice('/problems/'.length)
    if (codes.has(code)) return c.redirect(`/docs/problems#${anchorOfCode(code)}`)
    return c.html(noPage(frame, `There is no problem “${code.slice(0, 100)}” in this release.`), 404, headers)
  })
  app.get('/docs/*', (c) => c.html(noPage(frame, 'There is no such page.'), 404, headers))
  return app
}
