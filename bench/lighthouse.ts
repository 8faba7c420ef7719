// Lighthouse's scores of the customers' pages on a phone: performance, accessibility, best practices. Lighthouse itself is
// fetched from npm when this is run; where that cannot be, the bench says so and measures nothing.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringBrowser } from '#test/browser'
import { startSampleProduct } from '#test/sample-product'
import { report, smoke } from './support.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
const LEAST = 95

type Scores = Record<(typeof CATEGORIES)[number], { score: number | null }>

/** A page's scores, 0 to 100; null where Lighthouse could not be had or did not answer. */
function scoresOf(url: string, chrome: string, folder: string): Scores | null {
  const out = join(folder, 'report.json')
  const args = ['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', `--output-path=${out}`]
  const only = [`--only-categories=${CATEGORIES.join(',')}`, '--chrome-flags=--headless=new --no-sandbox']
  const { status, stderr } = spawnSync('npx', [...args, ...only], {
    env: { ...process.env, CHROME_PATH: chrome },
    encoding: 'utf8',
    timeout: 180_000,
  })
  if (status !== 0) {
    console.error(stderr.split('\n').slice(-5).join('\n'))
    return null
  }
  return (JSON.parse(readFileSync(out, 'utf8')) as { categories: Scores }).categories
}

async function run(chrome: string): Promise<void> {
  const product = await startSampleProduct()
  const folder = mkdtempSync(join(tmpdir(), 'kept-lighthouse-'))
  try {
    const cookie = await product.signIn()
    const ask = async (path: string, init: RequestInit = {}) =>
      (
        await fetch(product.origin + path, { ...init, headers: { cookie, origin: product.origin, ...init.headers } })
      ).json()
    const { items } = (await ask('/v1/promises?state=proposed&followed=true&limit=100')) as {
      items: { id: string; allowed: string[] }[]
    }
    const promise = items.find(({ allowed }) => allowed.includes('accept'))
    if (!promise) throw new Error('The sample business has no proposal to show')
    const json = { 'content-type': 'application/json' }
    const { url } = (await ask(`/v1/promises/${promise.id}/links`, { method: 'POST', headers: json, body: '{}' })) as {
      url: string
    }
    for (const [page, address] of [
      ['tracking page', url],
      ['a link that is not known', `${product.origin}/t/unknown`],
    ] as const) {
      const scores = scoresOf(address, chrome, folder)
      if (!scores) {
        console.error(`skipped: ${LIGHTHOUSE} could not be run`)
        return
      }
      for (const category of CATEGORIES) {
        const value = Math.round((scores[category].score ?? 0) * 100)
        report('lighthouse', {
          figure: `${page}: ${category}`,
          value,
          unit: 'points',
          limit: `>= ${LEAST}`,
          ok: value >= LEAST,
        })
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await product.close()
  }
}

const chrome = smoke ? undefined : bringBrowser((text) => console.error(text))
if (chrome) await run(chrome)
else
  console.error(smoke ? 'skipped: a smoke run fetches nothing from npm' : 'skipped: there is no browser to measure in')
