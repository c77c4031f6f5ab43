import type { CustomerAct, PhrasingFault } from '@greenroom/contract/roleplays.ts'
import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { mentions, wordsOf } from '../techniques/techniques.words.rules.ts'

const longest = 90
const list = (en: string, nl: string) => ({
  en: en.split(';').map((one) => one.trim()),
  nl: nl.split(';').map((one) => one.trim()),
})
const agreeing = list(
  'we|i have a deal; it is a deal; i will sign; let us do it|that|this; i agree to|with your; you have convinced me; go ahead with the order; book it; see you on|then; where do i sign',
  'we hebben een deal; afgesproken; ik teken; laten we het doen; ik ga akkoord; u hebt|heeft me overtuigd; regel het maar; zet het maar in; tot dan; waar kan ik tekenen',
)
const machine = list(
  'as an ai|assistant|language; i am an ai|assistant|language; language model; my instructions|prompt; system prompt; role-play; roleplay; scenario; simulat*; i am the seller|salesperson|sales; our product can help u|you',
  'als ai|taalmodel|assistent; ik ben een ai|taalmodel|assistent; taalmodel; mijn instructies; rollenspel; scenario; simulatie; ik ben de verkoper; ons product helpt u',
)
const coaching = list(
  'you should ask|try|have asked; try asking|to ask; good question technique; well done; next time you; a better question; open question; your score; tip for you; feedback',
  'u moet|kunt beter vragen|proberen; probeer te vragen; goed gedaan; volgende keer moet u; een betere vraag; open vraag; u score; tip voor u; feedback',
)
const frequent: Record<SpokenLanguage, Set<string>> = {
  en: new Set('the and is that it to of we you not have for are with what this but our would'.split(' ')),
  nl: new Set('de het een en is dat ik van we wij u niet heb voor zijn met wat dit maar ons zou'.split(' ')),
}
const figures = (text: string): string[] => wordsOf(text).filter((word) => /^\d/.test(word))
const numerals: Record<string, string> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twelve: '12',
  twee: '2',
  drie: '3',
  vier: '4',
  vijf: '5',
  zes: '6',
  zeven: '7',
  acht: '8',
  negen: '9',
  tien: '10',
  twaalf: '12',
}
const amounts = (text: string): Set<string> =>
  new Set([...figures(text), ...wordsOf(text).flatMap((word) => numerals[word] ?? [])])

export interface Phrasing {
  language: SpokenLanguage
  /** What the trainee said, whose figures may come back. */
  utterance: string
  /** What the model made of the act. */
  text: string
}

/**
 * Why these words may not be spoken; empty when they may. The engine has decided what happens: words that tell more, that
 * tell other figures, that agree where nothing was agreed, that leave the part, or that keep back what the act tells, are
 * not used, and the act's own line is said instead.
 */
export function phrasingFaults(
  flow: ScenarioFlow,
  act: CustomerAct,
  { language, utterance, text }: Phrasing,
): PhrasingFault[] {
  const words = wordsOf(text)
  if (words.length === 0) return ['empty']
  const found: PhrasingFault[] = []
  const may = new Set(act.mayTell)
  const allowed = flow.facts.filter(({ id }) => may.has(id))
  const source = [
    act.text,
    utterance,
    ...allowed.flatMap(({ truth, tells }) => [truth[language], ...tells[language]]),
  ].join(' ')
  const known = amounts(source)
  if (words.length > longest) found.push('too_long')
  if (flow.facts.some(({ id, keys }) => !may.has(id) && mentions(text, keys))) found.push('leaks')
  if ([...amounts(text)].some((amount) => !known.has(amount))) found.push('contradicts')
  if (!act.agrees && mentions(text, agreeing) && !mentions(act.text, agreeing)) found.push('agrees')
  if (mentions(text, machine)) found.push('out_of_role')
  if (mentions(text, coaching)) found.push('coaches')
  if (foreign(words, language)) found.push('wrong_language')
  if (flow.facts.some(({ id, keys }) => act.tells.includes(id) && mentions(act.text, keys) && !mentions(text, keys)))
    found.push('untold')
  return found
}

/** More of the other language's commonest words than of its own, where there is enough to tell. */
const foreign = (words: readonly string[], language: SpokenLanguage): boolean => {
  const of = (one: SpokenLanguage) => words.filter((word) => frequent[one].has(word)).length
  return words.length >= 4 && of(language === 'en' ? 'nl' : 'en') > of(language) + 1
}

/** What the customer says: the model's words when nothing is wrong with them, else the act's own line. */
export const phrased = (
  flow: ScenarioFlow,
  act: CustomerAct,
  phrasing: Phrasing,
): { text: string; faults: PhrasingFault[] } => {
  const faults = phrasingFaults(flow, act, phrasing)
  return { text: faults.length === 0 ? phrasing.text.trim() : act.text, faults }
}
