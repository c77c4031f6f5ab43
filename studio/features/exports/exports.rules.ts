export const nameParts = ['project', 'nn', 'shot', 'name', 'version'] as const
export type NamePart = (typeof nameParts)[number]

const isPart = (word: string): word is NamePart => (nameParts as readonly string[]).includes(word)

/** How a clip will be called with a pattern. Empty when nothing of a name is left. */
export function exampleName(pattern: string, parts: Readonly<Record<NamePart, string>>): string {
  const values = { ...parts, shot: parts.shot.toLowerCase().replaceAll(/\s+/g, '-') }
  const name = pattern
    .replaceAll(/\{(\w+)\}/g, (written, word: string) => (isPart(word) ? values[word] : written))
    .normalize('NFC')
    .replaceAll(/[\\/:*?"<>|]/g, '-')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/gu, '')
  return name === '' ? '' : `${name}.mp4`
}

/** What is wrong with a pattern; `same` is only a warning: equal names get a number behind them. */
export function patternTrouble(pattern: string): 'empty' | 'unknown' | 'brace' | 'same' | null {
  if (pattern.trim() === '') return 'empty'
  if ([...pattern.matchAll(/\{([^{}]*)\}/g)].some(([, word = '']) => !isPart(word))) return 'unknown'
  if (/[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))) return 'brace'
  return /\{(nn|name)\}/.test(pattern) ? null : 'same'
}
