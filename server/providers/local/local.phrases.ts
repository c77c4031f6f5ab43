import type { CaptionLength, CaptionTone } from '@greenroom/contract/captions.ts'

/** All that a template may know of a slide. Nothing of it was seen: a person typed it, or the camera's clock said it. */
export interface SlideFacts {
  topic: string
  /** The words of its file name, or empty. */
  name: string
  /** The day it was taken, written out, or empty. */
  day: string
  position: number
  of: number
}
export interface GroupFacts {
  topic: string
  /** One day or two, written out, or empty. */
  days: string
  of: number
}

/** How one language says it. Every list gives its phrases in turn; a phrase that lacks a fact gives an empty text. */
export interface Phrases {
  /** Sentences for one slide, after the line that is on it. */
  slide: ((facts: SlideFacts) => string)[]
  /** For a reader of the screen: what is known, and that the picture was not described. */
  altText: (facts: SlideFacts) => string
  title: ((facts: GroupFacts) => string)[]
  opening: Record<CaptionTone, ((facts: GroupFacts) => string)[]>
  /** Further sentences of the post, for medium and long ones. */
  more: Record<Exclude<CaptionLength, 'short'>, ((facts: GroupFacts) => string)[]>
}

const ifAll = (needed: readonly string[], text: string): string => (needed.includes('') ? '' : text)

/** The line on the slide: facts and signs only, so it is right in every language. */
export const overlays: ((facts: SlideFacts) => string)[] = [
  ({ name, topic }) => name || topic,
  ({ name, topic, position, of }) => ifAll([name || topic], `${name || topic} · ${position} / ${of}`),
  ({ name, topic }) => ifAll([name, topic], `${topic}: ${name}`),
  ({ topic, position, of }) => ifAll([topic], `${position} / ${of} · ${topic}`),
  ({ name, day }) => ifAll([name, day], `${name} · ${day}`),
  ({ topic, day }) => ifAll([topic, day], `${topic} · ${day}`),
  ({ day, position, of }) => ifAll([day], `${day} · ${position} / ${of}`),
]
/** For a slide of which nothing is known but its place in the row. */
export const bareOverlay = ({ position, of }: SlideFacts): string => `${position} / ${of}`

const slidesIn = (of: number): string => (of === 1 ? '1 slide' : `${of} slides`)
const dias = (of: number): string => (of === 1 ? '1 dia' : `${of} dia’s`)

const english: Phrases = {
  slide: [
    ({ name, topic, position, of }) => ifAll([name || topic], `${name || topic}, ${position} of ${of}.`),
    ({ topic, position, of }) => ifAll([topic], `Number ${position} of ${of} about ${topic}.`),
    ({ name, day }) => ifAll([name, day], `${name}, taken on ${day}.`),
    ({ topic, day }) => ifAll([topic, day], `${topic}. Taken on ${day}.`),
    ({ name, topic, position, of }) => (name + topic === '' ? `Number ${position} of ${of}.` : ''),
    ({ name, topic, position, of }) => (name + topic === '' ? `${position} of ${of}.` : ''),
  ],
  altText: ({ name, day, position, of }) =>
    `Slide ${position} of ${of}${name === '' ? '' : `, its file is called “${name}”`}${day === '' ? '' : `, taken on ${day}`}. Not described yet.`,
  title: [
    ({ topic, of }) => ifAll([topic], of > 1 ? `${topic} in ${slidesIn(of)}` : topic),
    ({ topic }) => topic,
    ({ topic, days }) => ifAll([topic, days], `${topic}, ${days}`),
    ({ topic, of }) => (topic === '' ? slidesIn(of) : ''),
    ({ topic, of, days }) => (topic === '' ? ifAll([days], `${slidesIn(of)}, ${days}`) : ''),
  ],
  opening: {
    plain: [({ topic }) => `${topic}.`, ({ topic, of }) => `${slidesIn(of)} about ${topic}.`],
    friendly: [
      ({ topic }) => `Have a look: ${topic}.`,
      ({ topic }) => `Here you go: ${topic}.`,
      ({ topic, of }) => `${topic}, in ${slidesIn(of)} for you.`,
    ],
    playful: [
      ({ topic }) => `Ready? ${topic}!`,
      ({ topic, of }) => `${slidesIn(of)}, one topic: ${topic}!`,
      ({ topic }) => `Guess what it is about. Right: ${topic}!`,
    ],
    inspiring: [
      ({ topic }) => `Take a moment for this: ${topic}.`,
      ({ topic, of }) => `${slidesIn(of)}, one idea: ${topic}.`,
    ],
    professional: [
      ({ topic, of }) => `${topic}, shown in ${slidesIn(of)}.`,
      ({ topic, of }) => `An overview in ${slidesIn(of)}: ${topic}.`,
    ],
    dramatic: [
      ({ topic }) => `${topic}. See for yourself.`,
      ({ topic, of }) => `${slidesIn(of)}. One topic. ${topic}.`,
    ],
  },
  more: {
    medium: [
      ({ of }) => (of > 1 ? 'Swipe to see them all.' : 'Take your time.'),
      ({ of }) => (of > 1 ? `There are ${of} in this series.` : ''),
      ({ of }) => (of > 1 ? 'Which one is your favourite?' : 'What do you think?'),
    ],
    long: [
      ({ days }) => ifAll([days], `Taken on ${days}.`),
      () => 'Tell us about it in the comments.',
      () => 'Save it for later, or share it with someone who should see it.',
    ],
  },
}

const dutch: Phrases = {
  slide: [
    ({ name, topic, position, of }) => ifAll([name || topic], `${name || topic}, ${position} van ${of}.`),
    ({ topic, position, of }) => ifAll([topic], `Nummer ${position} van ${of} over ${topic}.`),
    ({ name, day }) => ifAll([name, day], `${name}, gemaakt op ${day}.`),
    ({ topic, day }) => ifAll([topic, day], `${topic}. Gemaakt op ${day}.`),
    ({ name, topic, position, of }) => (name + topic === '' ? `Nummer ${position} van ${of}.` : ''),
    ({ name, topic, position, of }) => (name + topic === '' ? `${position} van ${of}.` : ''),
  ],
  altText: ({ name, day, position, of }) =>
    `Dia ${position} van ${of}${name === '' ? '' : `, het bestand heet “${name}”`}${day === '' ? '' : `, gemaakt op ${day}`}. Nog niet beschreven.`,
  title: [
    ({ topic, of }) => ifAll([topic], of > 1 ? `${topic} in ${dias(of)}` : topic),
    ({ topic }) => topic,
    ({ topic, days }) => ifAll([topic, days], `${topic}, ${days}`),
    ({ topic, of }) => (topic === '' ? dias(of) : ''),
    ({ topic, of, days }) => (topic === '' ? ifAll([days], `${dias(of)}, ${days}`) : ''),
  ],
  opening: {
    plain: [({ topic }) => `${topic}.`, ({ topic, of }) => `${dias(of)} over ${topic}.`],
    friendly: [
      ({ topic }) => `Kijk mee: ${topic}.`,
      ({ topic }) => `Alsjeblieft: ${topic}.`,
      ({ topic, of }) => `${topic}, in ${dias(of)} voor jou.`,
    ],
    playful: [
      ({ topic }) => `Klaar voor? ${topic}!`,
      ({ topic, of }) => `${dias(of)}, één onderwerp: ${topic}!`,
      ({ topic }) => `Raad eens waar het over gaat. Juist: ${topic}!`,
    ],
    inspiring: [
      ({ topic }) => `Neem hier even de tijd voor: ${topic}.`,
      ({ topic, of }) => `${dias(of)}, één idee: ${topic}.`,
    ],
    professional: [
      ({ topic, of }) => `${topic}, getoond in ${dias(of)}.`,
      ({ topic, of }) => `Een overzicht in ${dias(of)}: ${topic}.`,
    ],
    dramatic: [({ topic }) => `${topic}. Zie het zelf.`, ({ topic, of }) => `${dias(of)}. Eén onderwerp. ${topic}.`],
  },
  more: {
    medium: [
      ({ of }) => (of > 1 ? 'Swipe om ze allemaal te zien.' : 'Neem de tijd.'),
      ({ of }) => (of > 1 ? `Deze reeks telt er ${of}.` : ''),
      ({ of }) => (of > 1 ? 'Welke is jouw favoriet?' : 'Wat vind jij?'),
    ],
    long: [
      ({ days }) => ifAll([days], `Gemaakt op ${days}.`),
      () => 'Vertel ons erover in de reacties.',
      () => 'Bewaar het voor later, of deel het met iemand die het moet zien.',
    ],
  },
}

/** The phrases of a language by its base, `nl` for `nl-BE`; null where we have none: then no words are invented. */
export const phrasesOf = (language: string): Phrases | null =>
  ({ en: english, nl: dutch })[language.split('-', 1)[0] ?? ''] ?? null

/** Words that make no hashtag by themselves. */
export const smallWords = new Set(
  `a an and are as at be but by for from has have how i if in into is it its my no not of off on or our out over so
  than that the their them then they this to too up us very was we what when where who why will with you your
  aan al als bij dat de deze die dit door dus een en er het hoe hun ik in is je jij jouw maar me met mijn naar niet
  nog nu of om onder ons onze ook op over te tot uit van veel voor was wat we wij zijn zo zonder`.split(/\s+/),
)
