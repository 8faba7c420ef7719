import { describe, expect, it } from 'vitest'
import { countsLine, countTests, failuresOf, type TestReport } from './test-counts.ts'

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
      { name: 'a.test.ts', status: 'failed', assertionResults: [] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ fullName: 'adds', status: 'failed' }] },
    ]
    expect(countTests(report({ numFailedTests: 1, testResults }), fine).failed).toBe(2)
  })

  it('never calls a run good that broke, left no report, or ran nothing', () => {
    expect(countTests(report(), { broken: true, leftOut: 0 }).failed).toBe(1)
    const file = { name: 'a.test.ts', status: 'passed', assertionResults: [] }
    expect(countTests(report({ success: false, testResults: [file] }), fine).failed).toBe(1)
    expect(countTests(undefined, fine).failed).toBe(1)
    expect(countTests(report({ numPassedTests: 0 }), fine).failed).toBe(1)
  })

  it('tells at the end what failed, and what it said', () => {
    const testResults = [
      { name: '/clone/src/a.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
      {
        name: '/clone/src/b.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'sums adds', status: 'failed', failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\nto be 2'] },
          { fullName: 'sums nothing', status: 'passed' },
        ],
      },
    ]
    expect(failuresOf(report({ success: false, testResults }), '/clone')).toEqual([
      'FAILED src/a.test.ts',
      '       No such module',
      'FAILED src/b.test.ts > sums adds',
      '       expected 1',
      '       to be 2',
    ])
    expect(failuresOf(undefined, '/clone')).toEqual([])
  })
})
