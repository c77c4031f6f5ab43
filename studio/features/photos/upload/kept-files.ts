import { openKeptFiles, type KeptStore } from './kept-files.db.ts'
import { makeLedger, type KeptFile } from './kept-files.rules.ts'

/** So many rows are written at once: each is copied on the thread that also draws the page. */
const ROWS_AT_ONCE = 200
/** Files arrive many times a second; what arrived is written down a few times a second. */
const SOON_MS = 250

/** Keeps copies of the files of one batch until they have arrived. */
export interface Keeper {
  /** False where this browser keeps nothing; known once the promise is over. */
  readonly works: Promise<boolean>
  readonly keep: (files: readonly { readonly row: KeptFile; readonly data: Blob }[]) => void
  readonly arrived: (clientId: string) => void
  /** Where a large file is being sent. */
  readonly sentTo: (clientId: string, address: string) => void
  readonly forget: (clientIds: readonly string[]) => void
  /** Files on their way that a closed page would lose. */
  readonly unkept: () => number
  /** What an earlier page has kept of this batch. */
  readonly restore: () => Promise<{ files: readonly KeptFile[]; bytes: ReadonlyMap<string, Blob> }>
  /** The batch is over: nothing of it stays. */
  readonly end: () => Promise<void>
  /** Leaves everything as it is. */
  readonly stop: () => void
}

export function openKeeper(batchId: string): Keeper {
  const opened = openKeptFiles()
  const rows = new Map<string, KeptFile>()
  const ledger = makeLedger<{ clientId: string; bytes: number; data: Blob }>()
  const changed = new Set<string>()
  let isOver = false
  let working: Promise<void> | null = null
  let soon: ReturnType<typeof setTimeout> | null = null

  const work = (): void => {
    working ??= writeAll().finally(() => {
      working = null
    })
  }
  const workSoon = (): void => {
    soon ??= setTimeout(() => {
      soon = null
      work()
    }, SOON_MS)
  }
  const writeAll = async (): Promise<void> => {
    const store = await opened
    while (store !== null && !isOver) {
      if (changed.size > 0) await writeRows(store)
      else if (!(await writeBytes(store))) return
    }
  }
  const writeRows = async (store: KeptStore): Promise<void> => {
    const ids = [...changed].slice(0, ROWS_AT_ONCE)
    for (const id of ids) changed.delete(id)
    const known = ids.flatMap((id) => rows.get(id) ?? [])
    const withoutBytes = known.filter(({ arrived }) => arrived).map(({ clientId }) => clientId)
    const gone = ids.filter((id) => !rows.has(id))
    // A browser that is full keeps no more; whoever leaves the page is asked then.
    await store.write(batchId, { rows: known, withoutBytes, gone }).catch(() => ledger.refused([], true))
  }
  /** Answers whether there may be more. */
  const writeBytes = async (store: KeptStore): Promise<boolean> => {
    const chunk = ledger.next()
    if (chunk.length === 0) return false
    try {
      await store.write(batchId, { bytes: chunk })
      ledger.written(chunk)
    } catch (reason) {
      ledger.refused(chunk, reason instanceof DOMException && reason.name === 'QuotaExceededError')
    }
    return true
  }
  const change = (row: KeptFile): void => {
    rows.set(row.clientId, row)
    changed.add(row.clientId)
  }
  // Best effort: what is not written down now is asked of the house after the reload.
  const leaving = (): void => work()
  addEventListener('pagehide', leaving)
  const stop = (): void => {
    isOver = true
    if (soon !== null) clearTimeout(soon)
    removeEventListener('pagehide', leaving)
  }

  return {
    works: opened.then((store) => store !== null),
    keep(files) {
      for (const { row } of files) if (!rows.has(row.clientId)) change(row)
      ledger.add(files.map(({ row, data }) => ({ clientId: row.clientId, bytes: row.bytes, data })))
      work()
    },
    arrived(clientId) {
      ledger.drop(clientId)
      const row = rows.get(clientId)
      if (row === undefined || row.arrived) return
      change({ ...row, arrived: true })
      workSoon()
    },
    sentTo(clientId, address) {
      const row = rows.get(clientId)
      if (row === undefined || row.address === address) return
      change({ ...row, address })
      workSoon()
    },
    forget(clientIds) {
      for (const clientId of clientIds) {
        ledger.drop(clientId)
        if (rows.delete(clientId)) changed.add(clientId)
      }
      workSoon()
    },
    unkept: ledger.unkept,
    async restore() {
      const store = await opened
      if (store === null) return { files: [], bytes: new Map() }
      const { files, bytes } = await store.read(batchId)
      for (const file of files) {
        rows.set(file.clientId, file)
        const data = bytes.get(file.clientId)
        if (data !== undefined && !file.arrived) ledger.restore([{ clientId: file.clientId, bytes: file.bytes, data }])
      }
      return { files, bytes }
    },
    async end() {
      stop()
      await working
      // What stays behind is swept after a day.
      await (await opened)?.remove(batchId).catch(() => undefined)
    },
    stop,
  }
}
