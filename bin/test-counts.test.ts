import { describe, expect, it } from 'vitest'
import { countsLine, countTests, type TestReport } from './test-counts.ts'

const report = (more: Partial<TestReport> = {}): TestReport => ({
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [],
  ...more,
})
const fine = { broken: false, leftOut: 0 }

describe('counting a run of the tests', () => {
  it('counts what passed, failed and was skipped', () => {
    expect(countTests(report({ numFailedTests: 2, success: false }), fine)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 2,
    })
    expect(countsLine(countTests(report(), { broken: false, leftOut: 4 }))).toBe('3 passed, 0 failed, 6 skipped')
  })

  it('counts a file that could not be loaded as failed', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ]
    expect(countTests(report({ numFailedTests: 1, testResults }), fine).failed).toBe(2)
  })

  it('never calls a run good that broke, left no report, or ran nothing', () => {
    expect(countTests(report(), { broken: true, leftOut: 0 }).failed).toBe(1)
    const file = { status: 'passed', assertionResults: [] }
    expect(countTests(report({ success: false, testResults: [file] }), fine).failed).toBe(1)
    expect(countTests(undefined, fine).failed).toBe(1)
    expect(countTests(report({ numPassedTests: 0 }), fine).failed).toBe(1)
  })
})
