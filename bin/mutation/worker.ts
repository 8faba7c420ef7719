/** Runs tests on the mutated sources, in a thread that the parent can end: all of them once, then some for each mutant. */
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import fc from 'fast-check'

export type WorkerData = { root: string; sources: [file: string, text: string][] }
/** `runs`: which tests, with what they took without a mutant; all of the file in its own order when that is empty. */
export type Ask = { mutant: number; tests: { file: string; runs: Run[] }[] }
export type Answer = { mutant: number; killedBy: string | null; why: string; runs: Run[] }
/** One test of the run without a mutant: what it reached and how long it took. */
export type Run = { file: string; name: string; ms: number; ticks: number; reached: number[] }

const { root, sources } = workerData as WorkerData
const texts = new Map(sources.map(([file, text]) => [pathToFileURL(join(root, file)).href, text]))
const shim = new URL('./mini-vitest.ts', import.meta.url).href
const LOADING_AT_MOST = 200_000
let round = 0

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest') return { url: `${shim}?${round}`, format: 'module-typescript', shortCircuit: true }
    const found = next(specifier, context)
    // Modules of their own for each mutant: what one left in them would show in the next.
    return found.url.startsWith(pathToFileURL(join(root, 'src/')).href)
      ? { ...found, url: `${found.url.split('?')[0]}?${round}` }
      : found
  },
  load(url, context, next) {
    const plain = url.split('?')[0] as string
    if (plain === url || !plain.endsWith('.ts')) return next(url, context)
    let source = texts.get(plain)
    if (source === undefined) {
      source = stripTypeScriptTypes(readFileSync(new URL(plain), 'utf8'))
      texts.set(plain, source)
    }
    return { source, format: 'module', shortCircuit: true }
  },
})
fc.configureGlobal({ seed: 42, endOnFailure: true })

const state = globalThis as { __m?: (id: number) => boolean; __tick?: () => void }
let active = -1
let reached: Set<number> | null = null
state.__m = (id) => {
  reached?.add(id)
  return id === active
}
/** Turns of loops since the test began, and how many are too many. */
let ticks = 0
let ticksAtMost = 0
state.__tick = () => {
  if (++ticks > ticksAtMost) throw new Error('endless')
}

async function run({ mutant, tests: wanted }: Ask): Promise<Answer> {
  round += 1
  active = mutant
  const runs: Run[] = []
  const mini: typeof import('./mini-vitest.ts') = await import(`${shim}?${round}`)
  for (const { file, runs: known } of wanted) {
    mini.beginFile(file)
    const first = mini.tests.length
    const atLoad = new Set<number>()
    ticks = 0
    ticksAtMost = LOADING_AT_MOST
    if (mutant < 0) reached = atLoad
    try {
      await import(`${pathToFileURL(join(root, file)).href}?${round}`)
    } catch (error) {
      return { mutant, killedBy: `${file} (loading)`, why: String(error), runs }
    }
    if (mutant < 0) runs.push({ file, name: '', ms: 0, ticks, reached: [...atLoad] })
    const own = mini.tests.slice(first)
    const byName = new Map(own.map((test) => [test.name, test]))
    const ordered = known.length === 0 ? own : known.flatMap(({ name }) => byName.get(name) ?? [])
    const usual = new Map(known.map((run) => [run.name, run.ticks]))
    for (const test of ordered) {
      ticks = 0
      ticksAtMost = mutant < 0 ? Number.POSITIVE_INFINITY : 20 * (usual.get(test.name) ?? 0) + LOADING_AT_MOST
      const here = new Set<number>()
      if (mutant < 0) reached = here
      const began = performance.now()
      try {
        test.run()
      } catch (error) {
        return { mutant, killedBy: `${file} › ${test.name}`, why: String(error).slice(0, 300), runs }
      }
      if (mutant < 0) runs.push({ file, name: test.name, ms: performance.now() - began, ticks, reached: [...here] })
    }
  }
  return { mutant, killedBy: null, why: '', runs }
}

parentPort?.on('message', (ask: Ask) => {
  void run(ask).then((answer) => parentPort?.postMessage(answer))
})
