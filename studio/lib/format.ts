import type { Language } from '@greenroom/contract/accounts.ts'
import { useLanguage } from './language.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
const regions: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' }

/** Numbers, sizes, money and times as people of a language write them. */
export function formatting(language: Language) {
  const locale = regions[language]
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)

  return {
    number: (value: number): string => number.format(value),
    /** 0 to 1. */
    percent: (value: number): string => new Intl.NumberFormat(locale, { style: 'percent' }).format(value),
    /** Decimal units, as disks and browsers count. */
    bytes: (value: number): string => {
      const step = value < 1 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1)
      const amount = value / 1000 ** step
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[step] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: step === 0 || amount >= 100 ? 0 : 1,
      }).format(amount)
    },
    /** From millionths of a US dollar. Small prices keep their digits: a take may cost less than a cent. */
    money: (microUsd: number): string => {
      const dollars = microUsd / 1_000_000
      const digits = dollars !== 0 && Math.abs(dollars) < 1 ? 4 : 2
      return new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      }).format(dollars)
    },
    date: (instant: string): string => date.format(new Date(instant)),
    dateTime: (instant: string): string => dateTime.format(new Date(instant)),
    /** To the second, with the zone: to be compared with what others wrote down. */
    exact: (instant: string): string => exact.format(new Date(instant)),
    /** "3 minutes ago". */
    ago: (instant: string, now: number = Date.now()): string => {
      const seconds = (Date.parse(instant) - now) / 1000
      for (const [unit, length] of steps) {
        if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit)
      }
      return relative.format(0, 'second')
    },
    /** 75 → "1:15". */
    duration: (seconds: number): string => {
      const whole = Math.round(seconds)
      const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
      const tail = String(rest).padStart(2, '0')
      return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
    },
  }
}

export type Formatting = ReturnType<typeof formatting>

const made = new Map<Language, Formatting>()

/** One set for each language: making one takes longer than drawing the tile that asks for it. */
export function useFormat(): Formatting {
  const language = useLanguage()
  const known = made.get(language) ?? formatting(language)
  made.set(language, known)
  return known
}
