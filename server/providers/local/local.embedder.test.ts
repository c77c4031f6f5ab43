import { expect, it } from 'vitest'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import { embedderSuite } from '../embedder.suite.ts'
import { makeLocalEmbedder } from './local.embedder.ts'

embedderSuite('MiniLM on this machine', async () => {
  const embedder = makeLocalEmbedder()
  return { embedder, taken: () => 0, close: () => embedder.close() }
})

it('a model that was ended for want of work is there again for the next text', async () => {
  const embedder = makeLocalEmbedder({ idleMs: 1 })
  const [first] = doneOf(await embedder.embed(['a price objection'], callContext())).value
  const [second] = doneOf(await embedder.embed(['a price objection'], callContext())).value
  expect(second).toEqual(first)
  await embedder.close()
  expect(await embedder.embed(['x'], callContext())).toMatchObject({ kind: 'refused', code: 'provider_down' })
}, 20_000)
