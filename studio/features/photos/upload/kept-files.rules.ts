/** What the browser keeps for an upload that is cut off by a reload: a copy of the files, up to these sizes. */
const keepable = { fileBytes: 64 * 2 ** 20, totalBytes: 2 ** 30 }

/** So much is written at once: few transactions are fast, small ones lose little when the page goes in their middle. */
const together = { files: 32, bytes: 32 * 2 ** 20 }

export interface Keeping {
  readonly clientId: string
  readonly bytes: number
}

interface Ledger<T extends Keeping> {
  /** Files to keep, in the order in which they will be sent. Those that are kept already stay so. */
  readonly add: (files: readonly T[]) => void
  /** Files whose bytes were kept by an earlier page. */
  readonly restore: (files: readonly T[]) => void
  /** What to write next, in one transaction; empty when there is nothing, or no room. */
  readonly next: () => readonly T[]
  readonly written: (files: readonly T[]) => void
  /** They could not be written. `full` = the browser gives no more room: nothing more is tried. */
  readonly refused: (files: readonly T[], full: boolean) => void
  /** It has arrived, or nobody wants it any more: its place is free again. */
  readonly drop: (clientId: string) => void
  /** Files that a closed page would lose. */
  readonly unkept: () => number
}

interface Entry<T> {
  readonly file: T
  state: 'waiting' | 'writing' | 'kept' | 'refused'
}

/**
 * Which files of a batch are kept and which come next: from the last to the first, because they are sent from the first
 * to the last, so that both meet in the middle and little is copied that is about to arrive anyway.
 */
export function makeLedger<T extends Keeping>(limits = keepable): Ledger<T> {
  const entries = new Map<string, Entry<T>>()
  let queue: Entry<T>[] = []
  let room = limits.totalBytes
  let isFull = false
  /** After a transaction failed its files go one by one: a single one that cannot be read must not keep out the others. */
  let alone = 0

  const isWaiting = (entry: Entry<T>): boolean =>
    entry.state === 'waiting' && entries.get(entry.file.clientId) === entry
  const has = ({ file }: Entry<T>): boolean => entries.has(file.clientId)

  return {
    add(files) {
      for (const file of files) {
        const known = entries.get(file.clientId)
        if (known !== undefined && known.state !== 'refused') continue
        const entry: Entry<T> = { file, state: file.bytes > limits.fileBytes ? 'refused' : 'waiting' }
        entries.set(file.clientId, entry)
        if (entry.state === 'waiting') queue.push(entry)
      }
    },
    restore(files) {
      for (const file of files) {
        entries.set(file.clientId, { file, state: 'kept' })
        room -= file.bytes
      }
    },
    next() {
      if (isFull) return []
      const most = alone > 0 ? 1 : together.files
      const chosen: Entry<T>[] = []
      const later: Entry<T>[] = []
      let bytes = 0
      while (chosen.length < most && bytes < together.bytes) {
        const entry = queue.pop()
        if (entry === undefined) break
        if (!isWaiting(entry)) continue
        if (entry.file.bytes > room) {
          later.push(entry)
          continue
        }
        entry.state = 'writing'
        room -= entry.file.bytes
        bytes += entry.file.bytes
        chosen.push(entry)
      }
      queue.push(...later.toReversed())
      alone = Math.max(0, alone - chosen.length)
      return chosen.map(({ file }) => file)
    },
    written(files) {
      for (const { clientId } of files) {
        const entry = entries.get(clientId)
        if (entry?.state === 'writing') entry.state = 'kept'
      }
    },
    refused(files, full) {
      isFull ||= full
      const still = files.flatMap(({ clientId }) => entries.get(clientId) ?? [])
      for (const entry of still) {
        room += entry.file.bytes
        entry.state = full || files.length === 1 ? 'refused' : 'waiting'
      }
      if (full) return
      const again = still.filter(({ state }) => state === 'waiting')
      queue.push(...again.toReversed())
      alone += again.length
    },
    drop(clientId) {
      const entry = entries.get(clientId)
      if (entry === undefined) return
      entries.delete(clientId)
      if (entry.state === 'kept' || entry.state === 'writing') room += entry.file.bytes
      // A long upload leaves nothing of its past behind.
      if (queue.length > 2 * entries.size + 100) queue = queue.filter(has)
    },
    unkept: () => [...entries.values()].filter(({ state }) => state !== 'kept').length,
  }
}

/** A file of a batch as it is written down once: enough to announce it again, and to know it when it is picked again. */
export interface KeptFile {
  readonly batchId: string
  readonly clientId: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly path: string | null
  readonly modified: number
  readonly arrived: boolean
  /** Where a large one was being sent, so that it goes on where it was. */
  readonly address: string | null
}

interface Heap {
  readonly files: number
  readonly bytes: number
}

/** What is known of a batch that an earlier page began. */
export interface Earlier {
  /** Came before this page was opened; the uploader does not know of them. */
  readonly arrived: () => Heap
  /** Did not arrive, and their bytes are gone: they have to be picked again. */
  readonly lost: () => Heap
  readonly lostFiles: () => readonly KeptFile[]
  /**
   * The file of the batch that a picked one is, also when it was picked from another place, for example without its
   * folder; null = a new one.
   */
  readonly recognise: (picked: { path: string; bytes: number; modified: number }, clientId: string) => KeptFile | null
  readonly hasArrived: (clientId: string) => boolean
  /** Where a large one was being sent. */
  readonly addressOf: (clientId: string) => string | null
  /** The bytes of a lost one are here again. */
  readonly found: (clientId: string) => void
  /** A lost one had arrived after all. */
  readonly cameAfterAll: (clientId: string) => void
}

export function makeEarlier(known: readonly KeptFile[], hasBytes: (clientId: string) => boolean): Earlier {
  const all = new Map(known.map((file) => [file.clientId, file]))
  const arrived = new Map(known.filter((file) => file.arrived).map((file) => [file.clientId, file]))
  const lost = new Map(
    known.filter((file) => !file.arrived && !hasBytes(file.clientId)).map((file) => [file.clientId, file]),
  )
  const alike = Map.groupBy(known, ({ name, bytes, modified }) => `${name} ${bytes} ${modified}`)
  return {
    arrived: () => heapOf(arrived),
    lost: () => heapOf(lost),
    lostFiles: () => [...lost.values()],
    recognise({ path, bytes, modified }, clientId) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const isSame = (file: KeptFile): boolean => endsLike(file.path ?? file.name, path)
      return all.get(clientId) ?? alike.get(`${name} ${bytes} ${modified}`)?.find(isSame) ?? null
    },
    hasArrived: (clientId) => arrived.has(clientId),
    addressOf: (clientId) => all.get(clientId)?.address ?? null,
    found: (clientId) => void lost.delete(clientId),
    cameAfterAll(clientId) {
      const file = lost.get(clientId)
      if (file === undefined) return
      lost.delete(clientId)
      arrived.set(clientId, file)
    },
  }
}

const heapOf = (files: ReadonlyMap<string, KeptFile>): Heap => ({
  files: files.size,
  bytes: [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0),
})
/** One of them is the other, seen from further up. */
const endsLike = (one: string, other: string): boolean =>
  one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`)
