import { describe, expect, it } from 'vitest'
import { explainNpm, matchesLock, worthReading } from './install.mjs'

const lockOf = (packages: object) => JSON.stringify({ packages: { '': { name: 'greenroom' }, ...packages } })
const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } }
const native = { 'node_modules/native-win32': { version: '1.0.0', optional: true } }

describe('what is installed', () => {
  it('is enough when every package has the version and checksum of the lock', () => {
    expect(matchesLock(lockOf(zod), lockOf(zod))).toBe(true)
  })
  it('is enough without the packages of other platforms', () => {
    expect(matchesLock(lockOf({ ...zod, ...native }), lockOf(zod))).toBe(true)
  })
  it.each([
    ['nothing is there', null],
    ['a package is missing', lockOf({})],
    ['a version differs', lockOf({ 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } })],
    ['a checksum differs', lockOf({ 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-b' } })],
  ])('is not enough when %s', (_name, hidden) => {
    expect(matchesLock(lockOf({ ...zod, ...native }), hidden)).toBe(false)
  })
})

describe("npm's failures", () => {
  const failed = 'npm http fetch GET https://example.org/zod attempt 1 failed with ENOTFOUND\n'

  it.each([
    ['npm error code ENOTFOUND\nnpm error network request failed', 'cannot be reached'],
    [failed.repeat(40), 'cannot be reached'],
    ['npm error code EACCES\nnpm error path node_modules', 'may not write in here'],
    ['npm error code ENOSPC', 'is full'],
    ['npm error code E403', 'refused'],
    ['npm error code E404', 'does not have one of the packages'],
    ['npm error code EINTEGRITY', 'damaged or altered'],
    [
      'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync',
      'disagree',
    ],
    [`${failed}npm error code EINTEGRITY`, 'damaged or altered'],
    ['npm error something else', 'What npm said stands above'],
  ])('%j are explained', (said, part) => {
    expect(explainNpm(said, 'here')).toContain(part)
  })

  it('are shown without requests, stacks and advertisements', () => {
    const said = `${failed}npm error code EX\nnpm error     at file.js:1\nnpm error\nnpm notice New version\nnpm error why`
    expect(worthReading(said)).toBe('npm error code EX\nnpm error why')
  })
})
