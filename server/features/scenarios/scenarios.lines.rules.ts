import type { CustomerAct, EngineState } from '@greenroom/contract/roleplays.ts'
import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import type { BilingualList, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Heard } from './scenarios.guard.rules.ts'

type Part = CustomerAct['parts'][number]

/** A step in the making: a state of its own that may be written to, and what the customer says meanwhile. */
export interface Draft {
  flow: ScenarioFlow
  language: SpokenLanguage
  state: EngineState
  heard: Heard
  parts: Part[]
  tells: string[]
}

/** The same number for the same words, spread evenly (FNV-1a, 32 bits). */
export function numberOf(...words: (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const letter of words.join('|')) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Adds a line of the list: by the seed, and never the one that was said last for the same thing. */
export function speak(draft: Draft, kind: Part['kind'], of: string, lines: BilingualList): void {
  const other = draft.language === 'en' ? 'nl' : 'en'
  const choices = lines[draft.language].length > 0 ? lines[draft.language] : lines[other]
  const { state } = draft
  const key = `${kind}:${of}`
  const last = state.said[key]
  const roll = numberOf(state.seed, key, state.turn)
  const count = choices.length
  const index =
    count === 0 ? 0 : last === undefined || count === 1 ? roll % count : (last + 1 + (roll % (count - 1))) % count
  state.said[key] = index
  draft.parts.push({ kind, of, line: choices[index] ?? '…' })
}
