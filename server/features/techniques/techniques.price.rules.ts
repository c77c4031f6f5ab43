import { wordsOf } from './techniques.words.rules.ts'

const money =
  /(?:[€$£]\s?\d|\d{1,3}[.,]\d{3}\b|\d[\d.,]*\s?(?:euro|eur|dollar|pounds?|per (?:month|year|maand|jaar|user|gebruiker))|\b(?:price|prijs)\b)/i
/** What something costs somebody, up to what it is: a price is an amount, evenings and hours are what a problem costs. */
const costing = /\b(?:costs? you|kost (?:het |dat )?(?:u|je|jou))\b([^.?!]{0,40})/gi
const amount =
  /\b(?:hundred|thousand|honderd|duizend|euros?|dollars?|pounds?)\b|\d[\d.,]*(?![\d.,]*\s?(?:%|(?:percent|procent|hours?|minutes?|days?|weeks?|months?|evenings?|times|people|uur|uren|minuten|dag|dagen|week|weken|maand|maanden|avond|avonden|keer|mensen)\b))/i
const isPriced = (text: string): boolean =>
  money.test(text) || [...text.matchAll(costing)].some(([, what = '']) => amount.test(what))

const anyOf = (...parts: string[]): RegExp => new RegExp(parts.join('|'), 'i')
/** A sentence may hold the damage and the price: "that costs you 40,000; against that our system is 9,000". */
const joints =
  /[;:]|,(?!\d)|\s[–—-]\s|\b(?:and|but|against|while|whereas|en|maar|terwijl|daarvoor|daartegenover|tegenover)\b/i
/** What is sold or asked, or what takes the problem away: whatever this costs is a price. */
const ours = anyOf(
  '\\b(?:price|prijs|our|onze?|offerte|aanbod|aanbieding|pakket|licentie|abonnement|investering|tarief)\\b',
  '\\b(?:the|this|that|whole) (?:system|software|offer|package|licen[cs]e|subscription|quote|investment)\\b',
  '\\b(?:we|wij) (?:ask|charge|vragen|rekenen)\\b',
  '\\b(?:het|dit|dat|hele|ons) (?:systeem|programma|voorstel)\\b',
  '\\b(?:solv|fix|prevent|repair|oplos|verhelp|voorkom|herstel)',
)
const problem = `(?<!\\b(?:without|no|no more|instead of|zonder|geen|in plaats van) )\\b(?:mistakes?|errors?|faults?|fines?|penalt(?:y|ies)|downtime|delays?|overtime|waste|breakdowns?|returns|complaints?|problems?|leaks?|doing nothing|waiting|standing still|(?:old|current|present) \\w+|fout(?:en)?|boetes?|stilstand|vertraging(?:en)?|overuren|overwerk|verspilling|storing(?:en)?|retouren|klachten?|probleem|problemen|uitval|niets doen|wachten|(?:oude|huidige) \\w+)\\b`
/** Somebody loses it: nobody asks for it. */
const loses = anyOf(
  '\\b(?:los(?:e|es|ing|t)|wast(?:e|es|ed|ing)|miss(?:es|ed|ing)? out|(?:is|are) costing|(?:has|have) cost)\\b',
  '\\b(?:verlies|verliest|verliezen|verloor|verloren|verspil\\w*|mislo\\w+|misgelopen)\\b',
  '\\b(?:loopt?|lopen)\\b.*\\bmis\\b',
  '\\blaat\\b.*\\bliggen\\b',
  `(?:\\d|euros?|year|month|jaar|maand) (?:in|on|of|aan) (?:\\w+ )?${problem}`,
  '(?:\\d|euros?) (?:fines?|boetes?|schade)\\b',
  `${problem}.{0,40}\\b(?:costs?|adds? up to|kost(?:en)?|(?:loopt|lopen|telt|tellen) op tot)\\b`,
  `\\bkost(?:en)? (?:\\w+ ){0,2}${problem}`,
)
/** The customer's own figure, said back. */
const quotes = anyOf(
  '\\byou (?:just |already |yourself )?(?:said|say|are saying|told|mentioned|mention|calculated|put (?:it|that|this)|came to|arrived at|estimated|reckoned|gave)\\b',
  '\\b(?:u|je|jij|jullie) (?:zelf |net |al )?(?:zei|zegt|zeiden|noemde|noemt|vertelde|rekende|kwam(?:en)?|schatte|gaf)\\b',
  '\\b(?:zei|zegt|noemde|noemt|vertelde|rekende|kwam|schatte) (?:u|je|jij|jullie)\\b',
)
const costs = /\b(?:costs?|kost(?:en)?)\b/i
/** "So that costs you" looks back at the problem; "it" or "this" may as well be what is sold. */
const looksBack =
  /\b(?:that|which)\b.{0,20}\bcosts? (?:you|the|them)|\b(?:dat|die)\b.{0,20}\bkost (?:uw?|jouw?|je|jullie|de|het)\b|\bkost (?:u |je |jou |jullie )dat\b|\bkost dat (?:uw?|jouw?|je|jullie|de|het)\b/i
const sums =
  /^\W*(?:(?:and|but|well|okay|ok|right|en|nou|oke|oké|goed)\W+)*(?:so|in short|in other words|kortom|samengevat|met andere woorden)\b|\bdus\b/i
/** Then it is the customer who was heard, whatever word stands for the problem. */
const hears =
  /\b(?:(?:if|as) i (?:hear|understand)|i hear|hoor ik|begrijp ik|ik hoor|als ik .{0,15}(?:begrijp|hoor|samenvat))\b/i
/** "… a month for twelve users", "… for 450 a month": what is got for it makes it a price. */
const isFor =
  /\b(?:for|voor) (?:(?:only|just|maar|slechts) )?(?:[€$£]?\s?\d|all\b|every|alles|iedereen|(?:\w+ ){1,2}(?:users?|gebruikers?)\b)/i

/** Somebody's offer that a customer speaks of. */
const offered = /\b(?:price|prijs|quote|offer|proposal|bid|offerte|aanbod|voorstel|tarief)\b/i

/** As `HeardTurn`, of which no more has to be known here. */
interface Before {
  readonly speaker: string
  readonly text: string
}
const amountsIn = (text: string): string[] => wordsOf(text).filter((word) => /^\d{3,}$/.test(word))
/** The customer named all of these before, and not as what somebody asks for something. */
const wereTold = (named: readonly string[], before: readonly Before[]): boolean => {
  const told = before.flatMap(({ speaker, text }) =>
    speaker === 'customer' && !offered.test(text) ? amountsIn(text) : [],
  )
  return named.length > 0 && named.every((one) => told.includes(one))
}

const isDamage = (clause: string, whole: string, before: readonly Before[]): boolean => {
  if (ours.test(clause) || isFor.test(clause)) return false
  if (loses.test(clause) || quotes.test(clause)) return true
  return (
    (looksBack.test(clause) && sums.test(whole)) ||
    (costs.test(clause) && hears.test(whole)) ||
    (costs.test(clause) && wereTold(amountsIn(clause), before))
  )
}

/**
 * Whether a sentence names a price. What it costs to leave a problem as it is, is none: neither in time or trouble, nor an
 * amount that is lost, that a summary comes to, or that the customer named in one of the turns before.
 */
export const namesPrice = (sentence: string, before: readonly Before[]): boolean =>
  isPriced(sentence) &&
  isPriced(
    sentence
      .split(joints)
      .filter((clause) => !isDamage(clause, sentence, before))
      .join(', '),
  )
