import type { TestHouse } from './house.ts'

/** A mail as `/dev/inbox.json` shows it. */
export interface KeptMail {
  id: string
  createdAt: string
  to: string
  subject: string
  html: string
  plain: string
  kind: string
}

export const mailsTo = async (house: TestHouse, to: string): Promise<KeptMail[]> => {
  const answer = await fetch(`${house.url}/dev/inbox.json?to=${encodeURIComponent(to)}`)
  const { mails } = (await answer.json()) as { mails: KeptMail[] }
  return mails
}

/** Waits for the `count`-th mail to this address (of this kind) and answers the newest. */
export const arrived = async (
  house: TestHouse,
  to: string,
  { kind, count = 1 }: { kind?: string; count?: number } = {},
): Promise<KeptMail> => {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const found = (await mailsTo(house, to)).filter((mail) => kind === undefined || mail.kind === kind)
    if (found.length >= count && found[0] !== undefined) return found[0]
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`No mail ${kind ?? ''} (${count}) came for ${to}`)
}

/** The six digits and the link of a mail. */
export const codeOf = (mail: KeptMail): string => /^ {4}(\d{6})$/m.exec(mail.plain)?.[1] ?? ''
export const linkOf = (mail: KeptMail): URL => new URL(/^(https?:\/\/\S+)$/m.exec(mail.plain)?.[1] ?? '')
