/** The house refuses anything shorter. */
export const PASSWORD_MIN = 10

export type PasswordAdvice =
  | { kind: 'empty' | 'personal' | 'simple' | 'fair' | 'strong' }
  | { kind: 'short'; left: number }

/** What to say about a password while it is typed. `personal` are the person's own names and address. */
export function adviceFor(password: string, personal: readonly string[]): PasswordAdvice {
  const length = Array.from(password).length
  if (length === 0) return { kind: 'empty' }
  if (length < PASSWORD_MIN) return { kind: 'short', left: PASSWORD_MIN - length }
  const lower = password.toLowerCase()
  const words = personal
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), lower)
  if (rest.length < PASSWORD_MIN - 2 && rest !== lower) return { kind: 'personal' }
  if (variety(lower) < 6 || isRow(lower) || /^(password|welcome|wachtwoord|welkom|qwerty|azerty|letmein)/.test(lower)) {
    return { kind: 'simple' }
  }
  return { kind: length >= 16 || (length >= 12 && kindsOf(password) >= 3) ? 'strong' : 'fair' }
}

const variety = (text: string): number => new Set(text).size

/** How many of small, capital, digit and other characters there are. */
const kindsOf = (text: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(text)).length

const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop']

/** Mostly keys that lie beside one another. */
function isRow(text: string): boolean {
  let beside = 0
  for (let at = 1; at < text.length; at += 1) {
    const pair = text.slice(at - 1, at + 1)
    if (rows.some((row) => row.includes(pair))) beside += 1
  }
  return beside >= (text.length - 1) * 0.7
}
