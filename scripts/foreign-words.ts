import { createHash } from 'node:crypto'

/**
 * Names of tools that people may write Greenroom with. They say nothing to a reader of the project, and a list of them
 * would be a mention in itself, so only the beginnings of their SHA-256 hashes are kept.
 */
const foreign = new Set([
  'c857d09db23e6822',
  'c70eca6b0f88f44d',
  '60965168ce762e94',
  '3ea125d0bff386e6',
  '57de4cf40144bdf7',
  '5d72436256ada538',
])

const known = new Map<string, boolean>()

export function looksForeign(word: string): boolean {
  const plain = word.toLowerCase()
  let answer = known.get(plain)
  if (answer === undefined) {
    answer = foreign.has(createHash('sha256').update(plain).digest('hex').slice(0, 16))
    known.set(plain, answer)
  }
  return answer
}
