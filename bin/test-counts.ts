import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** What a file said that could not be loaded. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * Counts a run. A test file that failed without a failed test (it could not be loaded, a hook threw) counts as one
 * failure, and so does a run that broke in a way that the report does not show, or that ran nothing at all.
 * @param broken whether the runner itself said that the run failed
 * @param leftOut how many files were not given to the runner
 */
export function countTests(
  report: TestReport | undefined,
  { broken, leftOut }: { broken: boolean; leftOut: number },
): Counts {
  const files = report?.testResults ?? []
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const passed = report?.numPassedTests ?? 0
  const found = (report?.numFailedTests ?? 0) + brokenFiles.length
  const nothingRan = passed === 0 && leftOut === 0
  const failed = found === 0 && (broken || nothingRan || (files.length > 0 && !report?.success)) ? 1 : found
  return { passed, failed, skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0) + leftOut }
}

export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

const MOST_LINES = 12

/** What failed in a run, with the first lines of what each said: for the end of a long log, where it is looked for. */
export function failuresOf(report: TestReport | undefined, root: string): string[] {
  const tell = (what: string, said: string): string[] => [
    `FAILED ${what}`,
    ...stripVTControlCharacters(said)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, MOST_LINES)
      .map((line) => `       ${line.slice(0, 300)}`),
  ]
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && tests.length === 0) return tell(file, message ?? '')
    return tests.flatMap(({ fullName, failureMessages }) =>
      tell(`${file} > ${fullName}`, failureMessages?.join('\n') ?? ''),
    )
  })
}
