import type { Evidence, FaultSighting, OwnTechnique, Sighting, Technique } from '@greenroom/contract/techniques.ts'
import { faultSightings, type CallSheet } from './techniques.faults.rules.ts'
import { structural, type HeardTurn, type Moment } from './techniques.structure.rules.ts'
import { cueOf, holds, isStray, sentencesOf, type Cue, type Sentence } from './techniques.words.rules.ts'

const compiled = (cues: { en: string[]; nl: string[] }): Cue[] => [...cues.en, ...cues.nl].map(cueOf)
const found = (sentences: readonly Sentence[], cues: readonly Cue[]): Sentence | undefined =>
  sentences.find((sentence) => cues.some((cue) => holds(sentence, cue)))

/** Finds what was done in a turn. Built once for a list of techniques, used for every turn. */
export type Detector = (turns: readonly HeardTurn[], at: number, sheet: CallSheet) => Evidence

/** Only turns of the trainee hold anything. Both languages are looked for, because people mix them. */
export function makeDetector(techniques: readonly Technique[]): Detector {
  const ready = techniques.map((technique) => ({
    technique,
    cues: compiled(technique.cues),
    antiCues: compiled(technique.antiCues),
  }))
  return (turns, at, sheet) => {
    const turn = turns[at]
    if (turn?.speaker !== 'trainee') return { techniques: [], faults: [] }
    const moment: Moment = { turns, at, sentences: sentencesOf(turn.text).filter((one) => !isStray(one)) }
    const sightings = ready.flatMap(({ technique, cues, antiCues }): Sighting[] => {
      const sentences = moment.sentences.filter((sentence) => found([sentence], antiCues) === undefined)
      const cued = found(sentences, cues)
      // Before the call nobody is asked anything, so only what belongs there can be found.
      if (turn.aside !== technique.phase < 0 && (turn.aside || technique.id === 'goal_setting')) return []
      if (technique.structure === null)
        return cued === undefined
          ? []
          : [sighting(technique.id, cued, 'cue', cued.asks === /\?/.test(cued.text) ? 0.9 : 0.75)]
      const seen = structural[technique.structure]({ ...moment, sentences }, cued)
      return seen === null ? [] : [sighting(technique.id, seen.sentence, 'structure', seen.confidence)]
    })
    const faults: FaultSighting[] = turn.aside ? [] : faultSightings(moment, sheet)
    return { techniques: sightings, faults }
  }
}

const sighting = (
  techniqueId: string,
  { text }: Sentence,
  method: Sighting['method'],
  confidence: number,
): Sighting => ({
  techniqueId,
  quote: text,
  method,
  confidence,
})

/** The techniques of a workspace: its own copies stand where the house's stood, its new ones come last. */
export const techniquesOf = (house: readonly Technique[], own: readonly OwnTechnique[]): Technique[] => {
  const plain = ({ copyOf: _, ...technique }: OwnTechnique): Technique => technique
  const kept = house.map((technique) => {
    const copy = own.find(({ copyOf }) => copyOf === technique.id)
    // Scenarios and rubrics refer to the id of the house, so the copy takes it over.
    return copy === undefined ? technique : { ...plain(copy), id: technique.id }
  })
  const ids = new Set(house.map(({ id }) => id))
  return [...kept, ...own.filter(({ copyOf }) => copyOf === null || !ids.has(copyOf)).map(plain)]
}
