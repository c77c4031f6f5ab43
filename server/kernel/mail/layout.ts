/** A letter in words, before it becomes HTML and text. Values are plain text; the layout escapes them. */
export interface Sheet {
  subject: string
  title: string
  paragraphs: string[]
  /** With an address, the label leads there. */
  facts?: { label: string; value: string; href?: string }[]
  /** Shown large, in groups of three, with what it is for. */
  code?: { label: string; value: string }
  buttons?: { label: string; href: string; quiet?: true }[]
  /** Said below the buttons, in small print. */
  after?: string[]
}

/** Labelled values, without those that nobody filled in. */
export const facts = (pairs: readonly (readonly [string, string])[]): { label: string; value: string }[] =>
  pairs.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))

/** A moment as a person reads it. Nobody's clock is known to a mail, so the zone is named. */
export const deadline = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(instant),
  ) + ' UTC'

export interface Frame {
  language: string
  /** The last line: who sends this and why. */
  footer: string
  /** Said above a link written out, for people whose mail program shows no buttons. */
  writtenOut: string
}

const ink = '#1d2126'
const soft = '#5c6470'
const line = '#e3e6ea'
const accent = '#1f7a4d'
const face = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** The mail as a page for mail programs: tables and inline styles, because style sheets and scripts do not survive there. */
export const asHtml = (sheet: Sheet, { language, footer, writtenOut }: Frame): string => {
  const text = (content: string, style: string) => `<p style="margin:0 0 16px;${style}">${content}</p>`
  const body = [
    `<h1 style="margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:600;color:${ink}">${escaped(sheet.title)}</h1>`,
    ...sheet.paragraphs.map((paragraph) => text(escaped(paragraph), `font-size:16px;line-height:1.6;color:${ink}`)),
    factTable(sheet.facts ?? []),
    ...(sheet.code === undefined
      ? []
      : [
          text(escaped(sheet.code.label), `font-size:14px;line-height:1.5;color:${soft};margin-bottom:6px`),
          `<p style="margin:0 0 24px;padding:16px 20px;background:#f4f6f5;border-radius:10px;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:5px;color:${ink};font-variant-numeric:tabular-nums">${escaped(sheet.code.value)}</p>`,
        ]),
    buttonRow(sheet.buttons ?? []),
    ...(sheet.after ?? []).map((paragraph) => text(escaped(paragraph), `font-size:14px;line-height:1.5;color:${soft}`)),
    ...(sheet.buttons ?? []).map(({ href, label }) =>
      text(
        `${escaped(writtenOut)} ${escaped(label)}<br><a href="${escaped(href)}" target="_blank" rel="noopener" style="color:${soft};word-break:break-all">${escaped(href)}</a>`,
        `font-size:12px;line-height:1.5;color:${soft}`,
      ),
    ),
  ]
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escaped(sheet.subject)}</title></head>
<body style="margin:0;padding:0;background:#f4f6f5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f6f5"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr><td style="padding:0 8px 16px;font-family:${face};font-size:15px;font-weight:600;color:${accent}">Greenroom</td></tr>
<tr><td style="background:#ffffff;border:1px solid ${line};border-radius:14px;padding:32px;font-family:${face}">
${body.filter((part) => part !== '').join('\n')}
</td></tr>
<tr><td style="padding:16px 8px;font-family:${face};font-size:12px;line-height:1.5;color:${soft}">${escaped(footer)}</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

const factTable = (facts: NonNullable<Sheet['facts']>): string =>
  facts.length === 0
    ? ''
    : `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px">${facts
        .map(
          ({ label, value, href }) =>
            `<tr><td style="padding:4px 16px 4px 0;font-size:14px;color:${soft};vertical-align:top">${href === undefined ? escaped(label) : `<a href="${escaped(href)}" target="_blank" rel="noopener" style="color:${soft}">${escaped(label)}</a>`}</td><td style="padding:4px 0;font-size:15px;color:${ink};word-break:break-word">${escaped(value)}</td></tr>`,
        )
        .join('')}</table>`

const buttonRow = (buttons: readonly { label: string; href: string; quiet?: true }[]): string =>
  buttons.length === 0
    ? ''
    : `<p style="margin:0 0 24px">${buttons
        .map(({ label, href, quiet }) => {
          const look =
            quiet === true
              ? `background:#ffffff;color:${ink};border:1px solid ${line}`
              : `background:${accent};color:#ffffff;border:1px solid ${accent}`
          return `<a href="${escaped(href)}" target="_blank" rel="noopener" style="display:inline-block;margin:0 8px 8px 0;padding:12px 22px;border-radius:10px;font-size:16px;font-weight:600;text-decoration:none;${look}">${escaped(label)}</a>`
        })
        .join('')}</p>`

/** The same mail for people who read text. */
export const asText = (sheet: Sheet, { footer }: Frame): string =>
  [
    sheet.title,
    ...sheet.paragraphs,
    ...(sheet.facts === undefined
      ? []
      : [
          sheet.facts
            .map(({ label, value, href }) => `${label}: ${value}${href === undefined ? '' : `\n${href}\n`}`)
            .join('\n'),
        ]),
    ...(sheet.code === undefined ? [] : [`${sheet.code.label}\n\n    ${sheet.code.value}`]),
    ...(sheet.buttons ?? []).map(({ label, href }) => `${label}:\n${href}`),
    ...(sheet.after ?? []),
    `-- \n${footer}`,
  ].join('\n\n') + '\n'

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Any text as it may stand in HTML, in an attribute too. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
