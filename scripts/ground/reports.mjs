/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @type {Count} */
export const nothing = { passed: 0, failed: 0, skipped: 0 }

/** @param {Count[]} counts @returns {Count} */
export const sum = (counts) =>
  counts.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    nothing,
  )

/** The one line that `npm test` ends with. @param {Count} count */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/**
 * What a test program did, from its JSON report and its exit code. A program that ended badly without naming a failed
 * test (a crash, a file that does not load, an error outside of any test) counts as one failed; so does one that ran no
 * test at all, unless that was to be expected.
 * @param {Count | null} told null when there is no readable report
 * @param {{ code: number, mayBeEmpty: boolean }} end
 * @returns {Count}
 */
export function judge(told, end) {
  const count = told ?? nothing
  const empty = count.passed + count.failed + count.skipped === 0
  const bad = end.code !== 0 || told === null || (empty && !end.mayBeEmpty)
  return bad && count.failed === 0 ? { ...count, failed: 1 } : count
}

/** @param {string | null} text @returns {Count | null} */
export function countVitest(text) {
  const report = parse(text)
  if (!report) return null
  // A file that does not load has no tests of its own; it is one failure.
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** @param {string | null} text @returns {Count | null} */
export function countPlaywright(text) {
  const report = parse(text)
  if (!report) return null
  const { expected, unexpected, flaky, skipped } = report.stats
  // A journey that passes only sometimes is a failed one.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}

/** @param {string | null} text */
function parse(text) {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    // Half a report is what a crash leaves behind.
    return null
  }
}
