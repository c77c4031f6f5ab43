interface Following {
  /** Closing the page now would lose bytes: the browser asks first. */
  readonly wouldLose: () => boolean
  readonly onLine: (online: boolean) => void
}

/** Follows what happens to the browser's window; answers how to stop. */
export function followWindow({ wouldLose, onLine }: Following): () => void {
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('beforeunload', (event) => wouldLose() && event.preventDefault(), { signal })
  addEventListener('online', () => onLine(true), { signal })
  addEventListener('offline', () => onLine(false), { signal })
  return () => listening.abort()
}
