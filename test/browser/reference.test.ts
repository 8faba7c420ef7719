import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApi } from '#platform/openapi'
import { openBrowser } from '#test/browser'
import { expectAccessible } from '#test/console'
import type { Description } from '../../src/reference/api.ts'
import { reference } from '../../src/reference/reference.ts'
import { routes } from '../../src/routes.ts'

let browser: Browser
let origin: string
let stop: () => void

beforeAll(async () => {
  browser = await openBrowser()
  const app = new Hono().route('/', reference(openApi(routes, '0.0.0') as Description, '0.0.0'))
  app.get('/kept.svg', (c) =>
    c.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, { 'content-type': 'image/svg+xml' }),
  )
  origin = await new Promise((listening) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening(`http://127.0.0.1:${port}`),
    )
    stop = () => server.close()
  })
})
afterAll(async () => {
  await browser?.close()
  stop?.()
})

test.each([
  [360, 'dark'],
  [1440, 'light'],
] as const)('pages fit and are accessible, and operations are found (%i, %s)', async (width, colorScheme) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    for (const path of ['/docs', '/docs/problems', '/docs/customers']) {
      await page.goto(origin + path)
      await expectAccessible(page)
    }
    await page.getByRole('searchbox').fill('hand promise')
    await page.getByRole('link', { name: /Give a promise to another member/ }).click()
    await page.waitForURL(`${origin}/docs/promises#promises-handOver`)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
})
