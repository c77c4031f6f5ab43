import type { ShotType } from '@greenroom/contract/shots.ts'

export const placeholders = ['subject', 'project', 'notes'] as const
export type Placeholder = (typeof placeholders)[number]

/** The template with its placeholders filled in; spaces and commas that an empty one leaves behind are closed up. */
export function fillTemplate(template: string, values: Readonly<Record<Placeholder, string>>): string {
  return template
    .replace(/\{(subject|project|notes)\}/g, (_, name: Placeholder) => values[name].trim())
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/([,;:])(?:\s*[,;:])+/g, '$1')
    .replace(/[,;:]\s*([.!?])/g, '$1')
    .replace(/([.!?])(?:\s*\.)+/g, '$1')
    .replace(/^[\s,;:.]+|[\s,;:]+$/g, '')
}

/** What would be refused in a template: words in braces that mean nothing, or a brace that stands alone. */
export function templateTrouble(template: string): string | null {
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name = '']) => !(placeholders as readonly string[]).includes(name),
  )
  if (unknown !== undefined) return unknown[0]
  return /[{}]/.exec(template.replaceAll(/\{[^{}]*\}/g, ''))?.[0] ?? null
}

/** The chips under the compose bar and what the number keys choose: those with a key first, by key, then the rest. */
export function shotChips(shotTypes: readonly ShotType[]): ShotType[] {
  const taken = new Map<number, ShotType>()
  // One's own shot type wins a key from a shared one.
  for (const shot of shotTypes) {
    if (shot.key === null) continue
    const holder = taken.get(shot.key)
    if (holder === undefined || (holder.isDefault && !shot.isDefault)) taken.set(shot.key, shot)
  }
  const keyed = [...taken.values()].sort((one, other) => (one.key ?? 0) - (other.key ?? 0))
  return [...keyed, ...shotTypes.filter((shot) => !keyed.includes(shot))]
}

/** The number key that chooses a shot type here; null when another one holds it. */
export const keyOf = (shot: ShotType, chips: readonly ShotType[]): number | null =>
  shot.key !== null && chips.find(({ key }) => key === shot.key) === shot ? shot.key : null

/** Number keys that are not taken by one's own shot types. */
export const freeKeys = (shotTypes: readonly ShotType[], except: string | null): number[] =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
    (key) => !shotTypes.some((shot) => !shot.isDefault && shot.key === key && shot.id !== except),
  )
