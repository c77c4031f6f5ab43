import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hashOf, modules, sourceOf } from './build-wasm.ts'

it.each(modules)('$result was compiled from the sources as they are', async ({ result, sources, headers }) => {
  const bytes = await readFile(new URL(`./${result}`, import.meta.url))
  expect(sourceOf(bytes)).toBe(await hashOf([...sources, ...headers]))
})
