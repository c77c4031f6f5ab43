/** The most files the house takes in one announcement. */
export const FILES_AT_ONCE = 10_000

/** From this size on a file goes on in its middle after a reload; a smaller one is sent again in one request. */
export const LARGE_BYTES = 2 * 2 ** 20

/**
 * The studio's own name for a file of a batch, at most 300 characters. The same file gets the same name again, so that
 * a folder that is picked a second time goes on where it was instead of being sent twice.
 */
export function clientIdOf(file: { path: string; bytes: number; modified: number }): string {
  // Paths may be longer than the name; their hash keeps apart what the cut makes alike.
  let hash = 0x811c9dc5
  for (const character of file.path) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return `${file.path.slice(-240)} ${(hash >>> 0).toString(36)} ${file.bytes} ${file.modified}`
}

export interface Sending {
  readonly bytes: number
  readonly sent: number
  readonly state: 'waiting' | 'sending' | 'paused' | 'done' | 'failed'
}

export interface Totals {
  readonly files: number
  readonly done: number
  readonly failed: number
  readonly paused: number
  readonly bytes: number
  readonly sent: number
}

export function totalsOf(files: readonly Sending[]): Totals {
  const count = (state: Sending['state']): number => files.filter((file) => file.state === state).length
  return {
    files: files.length,
    done: count('done'),
    failed: count('failed'),
    paused: count('paused'),
    bytes: sum(files.map(({ bytes }) => bytes)),
    sent: sum(files.map(({ bytes, sent, state }) => (state === 'done' ? bytes : Math.min(sent, bytes)))),
  }
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** With the files of the batch that the uploader does not have: they came before a reload, or wait to be picked again. */
export const withEarlier = (
  totals: Totals,
  arrived: { files: number; bytes: number },
  lost: { files: number; bytes: number },
): Totals => ({
  ...totals,
  files: totals.files + arrived.files + lost.files,
  done: totals.done + arrived.files,
  bytes: totals.bytes + arrived.bytes + lost.bytes,
  sent: totals.sent + arrived.bytes,
})

interface Sample {
  readonly at: number
  readonly sent: number
}

/** Bytes a second over the last ten seconds; null until there is something to go by. Times in milliseconds. */
export function makeSpeedometer(): (at: number, sent: number) => number | null {
  let samples: Sample[] = []
  return (at, sent) => {
    const last = samples.at(-1)
    // Fewer bytes than before: a file was taken out. What was measured until now says nothing any more.
    if (last !== undefined && sent < last.sent) samples = []
    samples = [...samples.filter((sample) => at - sample.at <= 10_000), { at, sent }]
    const first = samples[0]
    if (first === undefined || at - first.at < 1000) return null
    return ((sent - first.sent) / (at - first.at)) * 1000
  }
}

/** Seconds to go; null when nothing moves. */
export const timeLeft = (totals: Pick<Totals, 'bytes' | 'sent'>, speed: number | null): number | null =>
  speed === null || speed <= 0 ? null : Math.max(0, (totals.bytes - totals.sent) / speed)

/** Files that operating systems leave in folders; nobody means to upload them. */
export const isLitter = (name: string): boolean =>
  name.startsWith('.') || /^(thumbs\.db|desktop\.ini|icon\r?)$/i.test(name)

/** The folder of a path such as `Summer/Day 1/IMG_1.jpg`; '' at the top. */
export const folderOf = (relativePath: string | null | undefined): string =>
  (relativePath ?? '').replace(/^\/+/, '').split('/').slice(0, -1).join('/')
