import type { Answered, CallRefusal, CallUsage, RefusalCode } from './paid-call.ts'
import { vendorCode } from './vendor-reply.ts'

/** Anything but an answer. */
export type NotDone = Exclude<Answered<never>, { kind: 'done' }>

const sentences: Record<RefusalCode, (who: string) => string> = {
  auth: (who) => `The key of ${who} is refused. Check it in the settings.`,
  insufficient_funds: (who) => `The account of ${who} has no money left.`,
  rate_limited: (who) => `There is too much for ${who} at once. It goes on after a pause.`,
  provider_down: (who) => `It is not possible to reach ${who} right now.`,
  model_unavailable: (who) => `The model of ${who} is not available. Choose another one in the settings.`,
  moderated: (who) => `This is refused by ${who}: it does not want to work on it.`,
  truncated: (who) => `The answer of ${who} broke off before its end. Try again.`,
  unreadable: (who) => `The answer of ${who} cannot be used. Try again.`,
  too_large: (who) => `This is more than ${who} takes at once.`,
  invalid_input: (who) => `The request was not taken by ${who}.`,
  not_installed: (who) => `The program of ${who} is not installed here.`,
}

/** `who` in the middle of a sentence, e.g. "the transcriber". Nothing was charged unless it is said. */
export const refusedBy = (
  who: string,
  code: RefusalCode,
  words: string,
  more: {
    retry?: boolean
    /** Only when it was refused before it began. */
    retryAfterSeconds?: number
    charged?: CallRefusal['charged']
    usage?: CallUsage | null
  } = {},
): NotDone => ({
  kind: 'refused',
  code,
  sentence: sentences[code](who),
  vendorCode: vendorCode(withoutKeys(words)),
  retry: more.retry ?? more.retryAfterSeconds !== undefined,
  ...(more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: more.retryAfterSeconds }),
  charged: more.charged ?? 'no',
  usage: more.usage ?? null,
})

/** Vendors like to repeat the key they refuse, or most of it. */
const withoutKeys = (words: string): string =>
  words.replace(/\b(sk|ek|Bearer|eyJ[\w-]*)[-_ .][\w*.\-…]{4,}/g, (_, kind: string) => `${kind.slice(0, 6)}…`)
