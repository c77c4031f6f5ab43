/** The database in which a browser keeps files that are on their way, so that an upload outlives a reload. */
export const keptBytesName = 'greenroom-uploads'

/** Whoever leaves this browser leaves no pictures in it. */
export const forgetKeptBytes = (): void => {
  try {
    indexedDB.deleteDatabase(keptBytesName)
  } catch {
    // A browser that keeps nothing, as some private windows do, has nothing to forget.
  }
}
