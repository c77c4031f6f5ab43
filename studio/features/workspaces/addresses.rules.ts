import { looksLikeEmail } from '#features/accounts/next.ts'

export const mostAddresses = 50

export interface Addresses {
  good: string[]
  /** What was typed and is none. */
  wrong: string[]
}

/** Addresses as people type and paste them: `Eva <eva@example.org>; tom@example.org`, one on a line or many. Each once. */
export function readAddresses(text: string): Addresses {
  // A name in front of <…> is left out; with a name, spaces do not part addresses.
  const parts = text.replace(/[^<>,;\n]*<([^<>]*)>/g, ' $1 ').split(/[\s,;]+/)
  const good = new Set<string>()
  const wrong = new Set<string>()
  for (const part of parts) {
    if (part === '') continue
    if (looksLikeEmail(part)) good.add(part.toLowerCase())
    else wrong.add(part)
  }
  return { good: [...good], wrong: [...wrong] }
}
