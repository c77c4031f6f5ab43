import type { MeasuredCall } from '@greenroom/contract/practice.ts'

/** A cell that no spreadsheet takes for a formula, and that holds commas, quotes and lines. */
const cell = (value: string | number | boolean | null): string => {
  if (value === null) return ''
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Calls as a table (RFC 4180, UTF-8 with a mark in front so that spreadsheets read it as such). */
export const tableOf = (calls: readonly (MeasuredCall & { person: string })[]): string => {
  const lines = calls.map((call) =>
    [
      call.id,
      call.person,
      call.at,
      call.title[call.language],
      call.language,
      call.mode,
      call.score,
      call.judgedScore,
      call.passed,
      call.judgedBy,
      call.seconds,
      call.timed,
      call.words,
      call.talkShare,
      call.talkShareOf,
      call.wordsPerMinute,
      call.fillers,
      call.fillersPerHundredWords,
      call.questions,
      call.questionsPerTenMinutes,
      call.openShare,
      call.longestMonologueSeconds,
      call.shared,
    ]
      .map(cell)
      .join(','),
  )
  return `\uFEFF${[heading.join(','), ...lines].join('\r\n')}\r\n`
}

const heading = [
  'call',
  'person',
  'finished_at',
  'scenario',
  'language',
  'mode',
  'score',
  'judged_score',
  'passed',
  'judged_by',
  'seconds',
  'seconds_measured',
  'words',
  'talk_share',
  'talk_share_of',
  'words_per_minute',
  'fillers',
  'fillers_per_100_words',
  'questions',
  'questions_per_10_minutes',
  'open_questions_share',
  'longest_monologue_seconds',
  'shared',
]
