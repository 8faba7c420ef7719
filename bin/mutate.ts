// bin/mutate [PART …]: how many small faults in the calendar and in the promise's state machine the tests notice. Every
// mutant is one changed expression; it is killed when a test that reaches it fails, or it does not end. Exits with 1 when
// a part has less than 90 %. Writes docs/mutation.md when all parts ran. Method: docs/decisions/0012-mutation.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Mutant, mutate } from './mutation/mutants.ts'
import type { Answer, Ask, Run, WorkerData } from './mutation/worker.ts'

const root = resolve(import.meta.dirname, '..')
const AT_LEAST = 90
const MUTANTS_A_WORKER = 150

type Part = { name: string; title: string; sources: string[]; tests: string[] }
type Result = { mutant: Mutant; end: 'killed' | 'endless' | 'survived' | 'not reached' }

const inFolder = (folder: string, wanted: RegExp): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => wanted.test(name))
    .map((name) => `${folder}/${name}`)

const calendarFiles = inFolder('src/library/calendar', /\.ts$/)
const parts: Part[] = [
  {
    name: 'calendar',
    title: 'Calendar library',
    sources: ['src/library/calendar.ts', ...calendarFiles.filter((file) => !/\.test\.ts$|slow-reference/.test(file))],
    tests: ['src/library/calendar.test.ts', ...calendarFiles.filter((file) => file.endsWith('.test.ts'))],
  },
  {
    name: 'promise',
    title: 'State machine of the promise',
    sources: ['src/modules/promises/promise.ts'],
    tests: ['src/modules/promises/promise.test.ts'],
  },
]

/** A thread that answers one mutant after the other; one that does not end is thrown away with its thread. */
class Runner {
  private readonly data: WorkerData
  private worker: Worker | undefined
  private answered = 0

  constructor(data: WorkerData) {
    this.data = data
  }

  async ask(ask: Ask, withinMs: number): Promise<Answer | 'endless'> {
    if (this.answered++ % MUTANTS_A_WORKER === 0) await this.end()
    this.worker ??= new Worker(join(import.meta.dirname, 'mutation', 'worker.ts'), {
      workerData: this.data,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
    })
    const worker = this.worker
    const answer = await new Promise<Answer | 'endless'>((done) => {
      const timer = setTimeout(() => done('endless'), withinMs)
      worker.once('message', (message: Answer) => {
        clearTimeout(timer)
        done(message)
      })
      // Out of memory: what grows without end.
      worker.once('error', () => {
        clearTimeout(timer)
        done('endless')
      })
      worker.postMessage(ask)
    })
    worker.removeAllListeners('message').removeAllListeners('error')
    if (answer === 'endless') await this.end()
    return answer
  }

  async end(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    worker?.on('error', () => {})
    await worker?.terminate()
  }
}

async function runPart(part: Part): Promise<Result[]> {
  const mutants: Mutant[] = []
  const sources = part.sources.map((file): [string, string] => {
    const made = mutate(file, readFileSync(join(root, file), 'utf8'), mutants.length)
    mutants.push(...made.mutants)
    return [file, made.text]
  })
  const runners = Array.from({ length: Math.min(availableParallelism(), 8) }, () => new Runner({ root, sources }))
  const [first] = runners as [Runner]
  const dry = await first.ask({ mutant: -1, tests: part.tests.map((file) => ({ file, runs: [] })) }, 600_000)
  if (dry === 'endless') throw new Error('The tests did not end without a mutant.')
  if (dry.killedBy !== null) throw new Error(`Without a mutant: ${dry.killedBy}: ${dry.why}`)
  const total = dry.runs.reduce((sum, run) => sum + run.ms, 0)
  console.error(`${part.title}: ${mutants.length} mutants, ${dry.runs.length} tests in ${(total / 1000).toFixed(1)} s`)

  const results: Result[] = []
  const waiting = mutants.values()
  const began = performance.now()
  await Promise.all(
    runners.map(async (runner) => {
      for (const mutant of waiting) {
        const tests = testsReaching(mutant.id, dry.runs)
        if (tests.length === 0) results.push({ mutant, end: 'not reached' })
        else {
          const answer = await runner.ask({ mutant: mutant.id, tests }, 20_000 + 5 * total)
          results.push({
            mutant,
            end:
              answer === 'endless' || answer.why.includes('endless')
                ? 'endless'
                : answer.killedBy === null
                  ? 'survived'
                  : 'killed',
          })
        }
        if (results.length % 100 === 0)
          console.error(
            `  ${results.length} of ${mutants.length}, ${((performance.now() - began) / 1000).toFixed(0)} s`,
          )
      }
      await runner.end()
    }),
  )
  return results.sort((a, b) => a.mutant.id - b.mutant.id)
}

/** The tests that reach a mutant, the quickest first; all of a file when loading the file reaches it. */
function testsReaching(id: number, runs: readonly Run[]): Ask['tests'] {
  const files = [...new Set(runs.map((run) => run.file))]
  return files
    .map((file) => {
      const own = runs.filter((run) => run.file === file).sort((a, b) => a.ms - b.ms)
      const atLoad = own.some((run) => run.name === '' && run.reached.includes(id))
      const wanted = own.filter((run) => run.name !== '' && (atLoad || run.reached.includes(id)))
      return { file, runs: wanted.map((run) => ({ ...run, reached: [] })) }
    })
    .filter(({ runs: wanted }) => wanted.length > 0)
    .sort((a, b) => (a.runs[0]?.ms ?? 0) - (b.runs[0]?.ms ?? 0))
}

const share = (results: readonly Result[]): number => {
  const killed = results.filter(({ end }) => end === 'killed' || end === 'endless').length
  return (100 * killed) / results.length
}

function rowsOf(part: Part, results: readonly Result[]): string[] {
  const row = (name: string, some: readonly Result[]): string => {
    const count = (end: Result['end']): number => some.filter((result) => result.end === end).length
    const figures = [some.length, count('killed'), count('endless'), count('survived'), count('not reached')]
    return `| ${name} | ${figures.join(' | ')} | ${share(some).toFixed(1)} % |`
  }
  return [
    ...part.sources.flatMap((file) => {
      const own = results.filter(({ mutant }) => mutant.file === file)
      return own.length > 0 ? [row(`\`${file}\``, own)] : []
    }),
    row(`**${part.title}**`, results),
  ]
}

const wanted = process.argv.slice(2)
const chosen = parts.filter((part) => wanted.length === 0 || wanted.includes(part.name))
if (chosen.length === 0) throw new Error(`Which part? There are: ${parts.map((part) => part.name).join(', ')}`)
const rows: string[] = []
const left: string[] = []
for (const part of chosen) {
  const results = await runPart(part)
  rows.push(...rowsOf(part, results))
  for (const { mutant, end } of results)
    if (end === 'survived' || end === 'not reached')
      left.push(`${mutant.file}:${mutant.line} ${end}, ${mutant.kind}: ${oneLine(mutant.from)} → ${oneLine(mutant.to)}`)
  if (share(results) < AT_LEAST) process.exitCode = 1
}
console.log(left.join('\n'))
console.log(rows.join('\n'))
if (chosen.length === parts.length)
  writeFileSync(
    join(root, 'docs', 'mutation.md'),
    `# Mutation score

Written by \`bin/mutate\`: each mutant is one small fault in the code, killed when a test fails or does not end. Required: ${AT_LEAST} % of
each part. How it works, and what is left out: [decision 12](decisions/0012-mutation.md).

| part | mutants | killed | endless | survived | not reached | score |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`,
  )

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 90 ? `${line.slice(0, 87)}…` : line
}
