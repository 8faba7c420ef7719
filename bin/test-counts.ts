/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
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
