import { expect, test } from 'vitest'
import { makeLiveFace, type FaceTools } from './live-face.ts'

interface Given<T> {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (reason: Error) => void
}

/** The house and the maker of the face, each of which answers when the test says so. */
function bench() {
  const opened: Given<Awaited<ReturnType<FaceTools['open']>>> = Promise.withResolvers()
  const started: Given<void> = Promise.withResolvers()
  const spoken: Given<void> = Promise.withResolvers()
  const log: string[] = []
  let late = (): void => undefined
  let gone = (): void => undefined
  const face = makeLiveFace({
    open: () => {
      log.push('asked for')
      return opened.promise
    },
    end: (faceId) => {
      log.push(`ended ${faceId}`)
      return Promise.resolve()
    },
    connect: () =>
      Promise.resolve({
        start: () => {
          log.push('started')
          return started.promise
        },
        attach: () => undefined,
        say: () => {
          log.push('said')
          return spoken.promise
        },
        hush: () => log.push('hushed'),
        onGone: (told) => {
          gone = told
        },
        stop: () => {
          log.push('stopped')
          return Promise.resolve()
        },
      }),
    sound: () => Promise.resolve('pcm'),
    later: (work) => {
      late = work
      return () => undefined
    },
  })
  const until = (what: string) => expect.poll(() => log).toContain(what)
  const mint = (): void =>
    opened.resolve({ faceId: 'f1', token: 't', apiUrl: 'https://face.test', sandbox: true, disclosure: 'Made' })
  return { face, log, until, mint, opened, started, spoken, late: () => late(), lose: () => gone() }
}

test('a face that is there speaks until it is closed, and is ended once', async () => {
  const { face, log, mint, started, spoken } = bench()
  const opening = face.open()
  await face.open()
  mint()
  started.resolve()
  await opening
  expect([face.state.get(), face.ready(), log]).toEqual(['ready', true, ['asked for', 'started']])
  spoken.resolve()
  await face.say('/line')
  face.close()
  face.close()
  expect([face.state.get(), log]).toEqual(['off', ['asked for', 'started', 'said', 'stopped', 'ended f1']])
  await expect(face.say('/line')).rejects.toThrow('no face')
})

test('whoever leaves while the face is on its way pays for none', async () => {
  const { face, log, mint } = bench()
  const opening = face.open()
  face.close()
  mint()
  await opening
  expect([face.state.get(), log]).toEqual(['off', ['asked for', 'ended f1']])
})

test('a picture that never comes is given up and ended, and the drawn customer goes on', async () => {
  const { face, log, until, mint, late, started } = bench()
  const opening = face.open()
  const told = expect(opening).rejects.toThrow('did not appear')
  mint()
  await until('started')
  late()
  await told
  const soFar = ['asked for', 'started', 'stopped', 'ended f1']
  expect([face.state.get(), face.ready(), log]).toEqual(['failed', false, soFar])
  // One that comes after all cannot have been stopped before.
  started.resolve()
  await expect.poll(() => log).toEqual([...soFar, 'stopped'])
})

test('who closes a face that does not come is told of no failure', async () => {
  const { face, log, until, mint, started } = bench()
  const opening = face.open()
  mint()
  await until('started')
  face.close()
  started.reject(new Error('gone'))
  await opening
  expect([face.state.get(), log]).toEqual(['off', ['asked for', 'started', 'stopped', 'ended f1']])
})

test('a face that goes away in the middle of a line says so, so that the line is read on', async () => {
  const { face, log, until, mint, started, spoken, lose } = bench()
  const opening = face.open()
  mint()
  started.resolve()
  await opening
  const line = expect(face.say('/line')).rejects.toThrow('has ended')
  await until('said')
  spoken.reject(new Error('The session of the face has ended.'))
  lose()
  await line
  expect([face.state.get(), face.ready()]).toEqual(['failed', false])
  // Falling silent after that hushes nobody.
  face.hush()
  expect(log).toEqual(['asked for', 'started', 'said', 'stopped', 'ended f1'])
})

test('a house that opens none is asked once, and may be asked again', async () => {
  const { face, log, opened } = bench()
  const opening = face.open()
  opened.reject(new Error('no'))
  await expect(opening).rejects.toThrow('no')
  expect([face.state.get(), log]).toEqual(['failed', ['asked for']])
})
