/** A file with the folder path it lay in, as a drop or a folder picker gives it. */
export interface PickedFile {
  readonly file: File
  /** E.g. `Summer/Day 1/IMG_1.jpg`; null for a file by itself. */
  readonly path: string | null
}

/**
 * Everything in what was dropped, folders and all. Must be called while the drop is being handled: browsers take the
 * entries away afterwards; only the reading may take its time. Unreadable folders are left out.
 */
export function readDropped(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return Promise.resolve([...transfer.files].map((file) => ({ file, path: null })))
  return Promise.all(entries.map(readEntry)).then((found) => found.flat())
}

async function readEntry(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    const path = entry.fullPath.replace(/^\/+/, '')
    return file === null ? [] : [{ file, path: path.includes('/') ? path : null }]
  }
  if (!isDirectory(entry)) return []
  const inside = await readDirectory(entry.createReader())
  const found = await Promise.all(inside.map(readEntry))
  return found.flat()
}

/** Browsers give a hundred entries at a time, and an empty list at the end. */
async function readDirectory(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

export const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
