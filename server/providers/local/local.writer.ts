import { createHash } from 'node:crypto'
import type { CaptionWishes, PostCaption } from '@greenroom/contract/captions.ts'
import { checkedPost, checkedSlide, fileNameWords, plainLine, tidyHashtags } from '../caption-text.ts'
import type { CaptionRequest, CaptionSlide, Writer, WrittenSlide } from '../writer.ts'
import {
  bareOverlay,
  overlays,
  phrasesOf,
  smallWords,
  type GroupFacts,
  type Phrases,
  type SlideFacts,
} from './local.phrases.ts'

/**
 * Writes from what is known without looking: the topic, the words of a file's name, its day and its place in the row.
 * It never describes a picture. The same slide and attempt give the same text; the next attempt gives another one.
 */
export const makeTemplateWriter = (): Writer => ({
  id: 'template',
  disclosure: 'Template, not AI',
  ai: false,
  seesPictures: false,
  limits: { slides: 500, writesPerMinute: 10_000 },
  estimateMicroUsd: () => 0,
  async write({ wishes, slides, post }) {
    return {
      kind: 'written',
      slides: slides.filter(({ write }) => write).map((slide) => slideText(slide, wishes)),
      post: post.write ? postText(slides, wishes, post.attempt) : null,
      usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
      requestId: null,
    }
  },
})

const slideText = (slide: CaptionSlide, wishes: CaptionWishes): WrittenSlide => {
  const { id, attempt, position, of } = slide
  const facts: SlideFacts = {
    topic: plainLine(wishes.topic, wishes),
    name: nameOf(slide.fileName, wishes),
    day: dayIn(slide.takenOn, wishes.language),
    position,
    of,
  }
  const phrases = phrasesOf(wishes.language)
  const lines = said(overlays, facts)
  const overlay = choose(lines.length > 0 ? lines : [bareOverlay(facts)], id, attempt)
  // What the line on the slide says already is not said again under it.
  const sentences = said(phrases?.slide ?? overlays, facts).filter((text) => text !== overlay)
  const written = {
    overlay,
    caption: wishes.length === 'short' ? '' : choose(sentences, `${id} caption`, attempt),
    hashtags: topicHashtags(wishes),
    altText: phrases?.altText(facts) ?? [facts.name, facts.day, `${position} / ${of}`].filter(Boolean).join(' · '),
    language: wishes.language,
    confidence: 0,
    unsure: [],
  }
  return { id, ...checkedSlide(written, wishes) }
}

const postText = (slides: CaptionRequest['slides'], wishes: CaptionWishes, attempt: number): PostCaption => {
  const facts: GroupFacts = {
    topic: plainLine(wishes.topic, wishes),
    days: daysIn(slides, wishes.language),
    of: slides.length,
  }
  const seed = slides.map(({ id }) => id).join()
  const phrases = phrasesOf(wishes.language)
  const bare = [facts.topic, [facts.topic, facts.days].filter(Boolean).join(' · ')].filter(Boolean)
  const written = {
    title: choose(phrases === null ? bare : said(phrases.title, facts), `${seed} title`, attempt),
    caption: phrases === null ? choose(bare, seed, attempt) : postSentences(phrases, facts, wishes, seed, attempt),
    hashtags: topicHashtags(wishes),
  }
  return checkedPost(written, wishes)
}

const postSentences = (
  phrases: Phrases,
  facts: GroupFacts,
  { tone, length }: CaptionWishes,
  seed: string,
  attempt: number,
): string => {
  const opening = facts.topic === '' ? [] : said(phrases.opening[tone], facts)
  const medium = length === 'short' ? [] : said(phrases.more.medium, facts)
  const long = length === 'long' ? said(phrases.more.long, facts) : []
  return [choose(opening, seed, attempt), choose(medium, `${seed} more`, attempt), ...long].filter(Boolean).join(' ')
}

/** Phrases that have something to say, each once. */
const said = <Facts>(phrases: readonly ((facts: Facts) => string)[], facts: Facts): string[] => [
  ...new Set(phrases.map((phrase) => phrase(facts)).filter((text) => text !== '')),
]

/** One of the texts; attempts walk through all of them in turn, from a place that belongs to the seed. */
const choose = (texts: readonly string[], seed: string, attempt: number): string => {
  const begin = createHash('sha256').update(seed).digest().readUInt32BE()
  return texts[(begin + attempt) % Math.max(1, texts.length)] ?? ''
}

const nameOf = (fileName: string | null, wishes: CaptionWishes): string => {
  const words = plainLine(fileNameWords(fileName).join(' '), wishes)
  const upper = words.charAt(0).toLocaleUpperCase(wishes.language) + words.slice(1)
  return wishes.keepWords.reduce((text, word) => withSpelling(text, word), upper)
}

/** A file may be called "studio noord kitchen"; the brand in it is spelled as it wants to be. */
const withSpelling = (text: string, word: string): string =>
  text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu'),
    () => word,
  )

/** A day written out in the language; the plain date where this machine does not know the language. */
const dayIn = (takenOn: string | null, language: string): string => {
  const day = new Date(`${takenOn ?? ''}T00:00:00Z`)
  if (takenOn === null || Number.isNaN(day.getTime())) return ''
  if (Intl.DateTimeFormat.supportedLocalesOf(language).length === 0) return takenOn
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
}

const daysIn = (slides: readonly CaptionSlide[], language: string): string => {
  const days = slides.flatMap(({ takenOn }) => (takenOn === null ? [] : [takenOn])).sort()
  const [first = null, last = null] = [days[0], days.at(-1)]
  // Some without a day: nobody knows whether they lie between the others.
  if (days.length < slides.length) return ''
  return [...new Set([dayIn(first, language), dayIn(last, language)])].filter(Boolean).join(' – ')
}

/** The topic in one tag when it is short, its words, and the names to keep that it speaks of. */
const topicHashtags = (wishes: CaptionWishes): string[] => {
  const topic = plainLine(wishes.topic, wishes)
  const words = topic.split(/[^\p{L}\p{M}\p{N}'’]+/u).filter((word) => !smallWords.has(word.toLowerCase()))
  const names = wishes.keepWords.filter((word) => topic.toLowerCase().includes(word.toLowerCase()))
  // Which small words a language has is known for ours only; elsewhere short ones are left out.
  const shortest = phrasesOf(wishes.language) === null ? 3 : 2
  const whole = words.length > 1 && words.length <= 3 ? [words.join('')] : []
  return tidyHashtags(
    [...names, ...whole, ...words.filter((word) => word.length > shortest || /[^\p{ASCII}]/u.test(word))],
    wishes.hashtags,
  )
}
