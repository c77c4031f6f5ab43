import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { keyOf, put, queryClient, refresh } from './queries.ts'

const leavers: (() => void)[] = []
afterEach(() => {
  for (const leave of leavers.splice(0)) leave()
  queryClient.clear()
})

const key = keyOf('GET /api/projects')

/** Something that is shown; each reading of it is answered by the test. */
function shown() {
  const readings: ((answer: string) => void)[] = []
  const seen: unknown[] = []
  const observer = new QueryObserver(queryClient, {
    queryKey: key,
    queryFn: () => new Promise<string>((resolve) => readings.push(resolve)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  leavers.push(observer.subscribe(({ data }) => seen.push(data)))
  const answer = async (place: number, text: string): Promise<void> => {
    await expect.poll(() => readings.length).toBeGreaterThan(place)
    readings[place]?.(text)
  }
  const shows = (text: string): Promise<void> => expect.poll(() => observer.getCurrentResult().data).toBe(text)
  return { readings, seen, answer, shows }
}

test('what the house has answered is not undone by a reading that began before it', async () => {
  const { seen, answer, shows } = shown()
  await answer(0, 'before')
  await shows('before')
  const reading = refresh('GET /api/projects')
  put<string>(key, () => 'mine')
  await answer(1, 'before')
  await answer(2, 'mine and more')
  await reading
  await shows('mine and more')
  expect(seen.slice(seen.indexOf('mine'))).not.toContain('before')
})

test('where nothing is being read, what the house has answered is enough', async () => {
  const { readings, answer, shows } = shown()
  await answer(0, 'before')
  await shows('before')
  put<string>(key, () => 'mine')
  await shows('mine')
  expect(readings).toHaveLength(1)
})

test('what happens during the first reading is read after it', async () => {
  const { answer, shows } = shown()
  const again = refresh('GET /api/projects')
  await answer(0, 'before it happened')
  await answer(1, 'after it')
  await again
  await shows('after it')
})
