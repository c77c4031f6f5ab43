import { expect, expectTypeOf, test } from 'vitest'
import type { Project } from '@greenroom/contract/projects.ts'
import { addressOf } from './api.ts'
import { keyOf } from './queries.ts'
import type { CallInput, Reply } from './wire.ts'

test('names in an address are filled in and escaped', () => {
  expect(addressOf('/api/projects/:projectId/photos', { projectId: 'a/b' }, { limit: 5, after: undefined })).toBe(
    '/api/projects/a%2Fb/photos?limit=5',
  )
})

test('a missing name is an error of the caller, not a call to a wrong address', () => {
  expect(() => addressOf('/api/projects/:projectId', {})).toThrow('needs projectId')
})

test('inputs and answers of an endpoint come from the contract', () => {
  expectTypeOf<CallInput<'GET /api/projects/:projectId'>>().toEqualTypeOf<{ params: { projectId: string } }>()
  expectTypeOf<Reply<'GET /api/projects'>>().toEqualTypeOf<{ projects: Project[] }>()
  expectTypeOf<CallInput<'POST /api/projects'>['body']>().toEqualTypeOf<{
    name: string
    description?: string | undefined
  }>()
})

test('the cache key of an endpoint begins with its name, so that all its variants can be read again', () => {
  expect(keyOf('GET /api/projects')).toEqual(['GET /api/projects'])
  expect(keyOf('GET /api/projects/:projectId', { params: { projectId: '1' } })).toEqual([
    'GET /api/projects/:projectId',
    { projectId: '1' },
  ])
})
