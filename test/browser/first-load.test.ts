import { describe, expect, test } from 'vitest'
import { languages } from '#platform/i18n'
import { builtManifest, FIRST_LOAD_BYTES, firstLoad, type Manifest, weigh } from '#test/first-load'

const pages = ['pages/today/page.tsx', 'pages/sign-in.tsx', 'pages/welcome.tsx']

describe('the first page of the console', () => {
  test.each(languages)('weighs at most 250 kB gzipped, with all its fonts (%s)', (language) => {
    const manifest = builtManifest()
    for (const page of pages) {
      const { total, heaviest } = weigh(firstLoad(manifest, page, language))
      expect(total, `${page}: ${heaviest}`).toBeLessThanOrEqual(FIRST_LOAD_BYTES)
      expect(total, 'nothing was weighed').toBeGreaterThan(100_000)
    }
  })

  test.each(languages)('leaves the words of refusals until one has to be shown (%s)', (language) => {
    const manifest = builtManifest()
    const words = manifest[`../src/messages.gen/problems/${language}.ts`]?.file
    expect(words).toMatch(/\.js$/)
    for (const page of pages) expect(firstLoad(manifest, page, language)).not.toContain(words)
  })

  test.each(['requests', 'promises', 'customers'])(
    'the list of %s brings at most 50 kB more to its first sight',
    (list) => {
      const manifest = builtManifest()
      const shell = weigh(firstLoad(manifest, 'index.html', 'en')).total
      const { total, heaviest } = weigh(firstLoad(manifest, `pages/${list}/page.tsx`, 'en'))
      expect(total - shell, heaviest).toBeLessThanOrEqual(50_000)
      expect(total - shell, 'nothing was weighed').toBeGreaterThan(10_000)
    },
  )

  test('is found too heavy when something that it needs at once grows', () => {
    const manifest = builtManifest()
    const today = manifest['pages/today/page.tsx']
    if (!today) throw new Error('The build has no Today')
    const planted: Manifest = {
      ...manifest,
      'pages/today/page.tsx': { ...today, imports: [...(today.imports ?? []), 'chart-library'] },
      'chart-library': { file: 'assets/chart-library.js', imports: ['index.html'], css: ['assets/chart-library.css'] },
    }
    const files = firstLoad(planted, 'pages/today/page.tsx', 'en')
    const before = firstLoad(manifest, 'pages/today/page.tsx', 'en')
    expect([...files].filter((file) => !before.has(file))).toEqual([
      'assets/chart-library.js',
      'assets/chart-library.css',
    ])
    const room = FIRST_LOAD_BYTES - weigh(before).total
    expect(weigh(files, (file) => (before.has(file) ? 0 : room)).total + weigh(before).total).toBeGreaterThan(
      FIRST_LOAD_BYTES,
    )
  })
})
