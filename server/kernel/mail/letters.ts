import type { Language } from '@greenroom/contract/accounts.ts'
import { asHtml, asText } from './layout.ts'
import { english } from './letters.en.ts'
import { dutch } from './letters.nl.ts'
import type { Letter } from './mail.ts'

const writers = { en: english, nl: dutch }

/** A letter as it is sent. `site` is the address of the house, named in the last line. */
export const written = (
  letter: Letter,
  language: Language,
  site: string,
): { subject: string; html: string; plain: string } => {
  const { write, frame } = writers[language]
  const sheet = write(letter)
  const around = { language, footer: frame.footer(site), writtenOut: frame.writtenOut }
  // A line break in a subject would begin a new header.
  const subject = sheet.subject.replace(/[\r\n\p{Cc}]+/gu, ' ')
  return { subject, html: asHtml({ ...sheet, subject }, around), plain: asText(sheet, around) }
}
