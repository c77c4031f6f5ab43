/** Where an error happened, without the machine it happened on. */
export interface SafeContext {
  name: string
  /** Our own lines of the stack, innermost first. */
  at: string[]
}

const longest = 1000
const longestCrash = 300

/** A message as it may be shown: no addresses with secrets, no tokens, no keys. A sentence stays readable. */
export const scrubbed = (message: string): string =>
  message
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+(:[^\s/@]*)?@/gi, '$1[hidden]@')
    .replace(/(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi, '$1?[hidden]')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [hidden]')
    .replace(
      /\b(password|secret|token|api[_-]?key|authorization|code|cookie)(["']?\s*[=:]\s*["']?)[^\s"',;)}]+/gi,
      '$1$2[hidden]',
    )
    // Keys and tokens mix letters and digits without a break; words, ids (with dashes) and paths do not.
    .replace(/\b(?=[A-Za-z0-9_]*\d)(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{24,}\b/g, '[hidden]')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[hidden]')
    .slice(0, longest)

export const contextOf = (error: unknown): SafeContext => {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const frames = [
    ...(error.stack ?? '').matchAll(/\(?(?:file:\/\/)?[^\s()]*\/((?:server|contract)\/[^\s():]+):(\d+):\d+\)?/g),
  ]
  return { name: error.name, at: frames.slice(0, 8).map(([, file, line]) => `${file}:${line}`) }
}

/** What a page said of its own error: scrubbed, without addresses of people, and short. */
export const crashMessage = (message: string): string =>
  scrubbed(message)
    .replace(/[^\s@<>"'`(),;:]+@[^\s@<>"'`(),;:]+\.[a-z]{2,}/gi, '[hidden]')
    // The studio's own addresses carry searches and tokens behind the question mark, also without a host in front.
    .replace(/(\/[\w./-]*)\?[^\s"'<>)]*/g, '$1?[hidden]')
    .slice(0, longestCrash)

/** The page of the studio, with neither ids nor tokens: only words that an address of ours is made of stay. */
export const pageOf = (path: string): string => {
  const words = path.split('/').filter((part) => part !== '')
  return `/${words.map((word) => (uuid.test(word) ? ':id' : ourWord.test(word) ? word : '[hidden]')).join('/')}`
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ourWord = /^[a-z][a-z-]{0,23}$/

/** The data of a job as an admin may see it. */
export const shownData = (data: unknown): unknown => {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, name === 'sealed' ? '[sealed]' : value]))
}
