/** The database in which a browser keeps files that are on their way, so that an upload outlives a reload. */
export const keptBytesName = 'greenroom-uploads'
/** The same for recordings of a call. */
export const keptCallsName = 'greenroom-calls'
/** Words of a call on their way are remembered under this and the id of the call. */
export const keptWordsKey = 'call.'

/** Whoever leaves this browser leaves no pictures, recordings and unsent words in it. */
export const forgetKeptBytes = (): void => {
  try {
    indexedDB.deleteDatabase(keptBytesName)
    indexedDB.deleteDatabase(keptCallsName)
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`greenroom.${keptWordsKey}`)) localStorage.removeItem(key)
    }
  } catch {
    // A browser that keeps nothing, as some private windows do, has nothing to forget.
  }
}
