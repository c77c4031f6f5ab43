import { onlineManager, QueryClientProvider, QueryObserver, useQuery } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { inTurn, showAtOnce, useOpenChanges } from './open-changes.ts'
import { queryClient, refresh } from './queries.ts'

const leavers: (() => void)[] = []
afterEach(() => {
  for (const leave of leavers.splice(0)) leave()
  queryClient.clear()
})

const key = ['GET /api/projects'] as const

/** What is asked of the house; the test answers when it likes. */
function house<T>() {
  const asked: { answer: (value: T) => void; refuse: (reason: Error) => void }[] = []
  const nth = async (place: number) => {
    await expect.poll(() => asked.length).toBeGreaterThan(place)
    return asked[place] ?? expect.fail()
  }
  return {
    asked,
    ask: () => new Promise<T>((answer, refuse) => asked.push({ answer, refuse })),
    answer: async (place: number, value: T) => (await nth(place)).answer(value),
    refuse: async (place: number, reason: Error) => (await nth(place)).refuse(reason),
  }
}

/** A list on a page, and everything that the page has shown of it. */
async function page() {
  const readings = house<string>()
  const query = { queryKey: key, queryFn: readings.ask, staleTime: Number.POSITIVE_INFINITY }
  const Shown = () => useQuery({ ...query, ...useOpenChanges<string>(key) }).data
  const look = (): string =>
    renderToStaticMarkup(
      <QueryClientProvider client={queryClient}>
        <Shown />
      </QueryClientProvider>,
    )
  const seen: string[] = []
  const notice = ({ type }: { type: string }): void => {
    // Looking makes events of other kinds.
    if (type !== 'updated') return
    const shown = look()
    if (shown !== seen.at(-1)) seen.push(shown)
  }
  const observer = new QueryObserver(queryClient, query)
  leavers.push(
    observer.subscribe(() => undefined),
    queryClient.getQueryCache().subscribe(notice),
    queryClient.getMutationCache().subscribe(notice),
  )
  await readings.answer(0, 'abc')
  await expect.poll(look).toBe('abc')
  seen.splice(0, seen.length, 'abc')
  const moves = house<void>()
  /** Puts a letter first. */
  const move = (letter: string): Promise<void> =>
    showAtOnce<string, void>({
      queryKey: key,
      show: (known) => letter + known.replace(letter, ''),
      ask: moves.ask,
      readAgain: () => void refresh('GET /api/projects'),
    })
  const shows = (text: string): Promise<void> => expect.poll(look).toBe(text)
  return { readings, moves, move, seen, look, shows }
}

test('a change is shown at once and stays, whatever readings land before the house has answered it', async () => {
  const { readings, moves, move, seen, shows, look } = await page()
  const older = refresh('GET /api/projects')
  const moving = move('c')
  expect(look()).toBe('cab')
  await readings.answer(1, 'abc')
  await older
  const event = refresh('GET /api/projects')
  await readings.answer(2, 'abcd')
  await event
  await shows('cabd')
  await moves.answer(0)
  await moving
  await readings.answer(3, 'cabde')
  await shows('cabde')
  expect(seen).toEqual(['abc', 'cab', 'cabd', 'cabde'])
})

test('a reading that began before the answer and lands after it does not undo the change', async () => {
  const { readings, moves, move, seen, shows } = await page()
  const moving = move('c')
  const older = refresh('GET /api/projects')
  await expect.poll(() => readings.asked.length).toBe(2)
  await moves.answer(0)
  await moving
  await readings.answer(1, 'abc')
  // The older one was given up at the answer, the next one with the reading anew that follows each change.
  await readings.answer(2, 'cab')
  await readings.answer(3, 'cabd')
  await older
  await shows('cabd')
  expect(seen).toEqual(['abc', 'cab', 'cabd'])
})

test('what is refused goes back and says so, to what the house has said meanwhile', async () => {
  const { readings, moves, move, seen, shows } = await page()
  const moving = move('c')
  const event = refresh('GET /api/projects')
  await readings.answer(1, 'abcd')
  await event
  await moves.refuse(0, new Error('not yours'))
  await expect(moving).rejects.toThrow('not yours')
  await shows('abcd')
  await readings.answer(2, 'abcd')
  await shows('abcd')
  expect(seen).toEqual(['abc', 'cab', 'cabd', 'abcd'])
})

test('of two quick changes the page never shows the first alone again, and reads anew after the second only', async () => {
  const { readings, moves, move, seen, shows } = await page()
  const first = move('c')
  const second = move('b')
  await shows('bca')
  // The second travels when the first has been answered: the house gets them in the order in which they were made.
  expect(moves.asked).toHaveLength(1)
  const event = refresh('GET /api/projects')
  await moves.answer(0)
  await first
  await readings.answer(1, 'abc')
  await readings.answer(2, 'cab')
  await event
  expect(readings.asked).toHaveLength(3)
  await moves.answer(1)
  await second
  await readings.answer(3, 'bca')
  await expect.poll(() => queryClient.isFetching()).toBe(0)
  await shows('bca')
  expect(readings.asked).toHaveLength(4)
  expect(seen).toEqual(['abc', 'cab', 'bca'])
})

test('when the first of two quick changes is refused, the second stands', async () => {
  const { readings, moves, move, seen, shows } = await page()
  const first = move('c')
  const second = move('b')
  await moves.refuse(0, new Error('not yours'))
  await expect(first).rejects.toThrow('not yours')
  await moves.answer(1)
  await second
  await readings.answer(1, 'bac')
  await shows('bac')
  expect(seen).toEqual(['abc', 'cab', 'bca', 'bac'])
})

test('what the house says with its answer is shown in every list that has the thing', async () => {
  const { readings, shows } = await page()
  const other = [...key, 'of others']
  queryClient.setQueryData<string>(other, 'x')
  const moves = house<string>()
  const moving = showAtOnce<string, string>({
    queryKey: key,
    show: (known) => `${known}…`,
    ask: moves.ask,
    answered: (known, letter) => known + letter,
  })
  await shows('abc…')
  await moves.answer(0, 'd')
  await moving
  await shows('abcd')
  expect(queryClient.getQueryData(other)).toBe('xd')
  expect(readings.asked).toHaveLength(1)
})

test('a request that goes by what changes leave behind waits for them, and for the refused ones too', async () => {
  const { moves, move } = await page()
  const moving = move('c')
  const runs = house<string>()
  const run = inTurn(key, runs.ask)
  expect(runs.asked).toHaveLength(0)
  await moves.refuse(0, new Error('not yours'))
  await expect(moving).rejects.toThrow('not yours')
  await runs.answer(0, 'begun')
  expect(await run).toBe('begun')
})

test('a house that is out of reach is asked all the same, so that the refusal is told at once', async () => {
  const { moves, move, shows } = await page()
  onlineManager.setOnline(false)
  leavers.push(() => onlineManager.setOnline(true))
  const moving = move('c')
  await moves.refuse(0, new Error('out of reach'))
  await expect(moving).rejects.toThrow('out of reach')
  await shows('abc')
})
