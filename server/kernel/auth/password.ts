import { hash, verify, type Options } from '@node-rs/argon2'
import { Fault, type FieldFault } from '../fault.ts'
import { newToken } from '../id.ts'

/** The studio says the same while a person types. */
export const shortestPassword = 10
const longestPassword = 256

// OWASP's smallest recommended argon2id: 19 MiB, two passes, one lane. It runs on the thread pool, off the event loop.
const strength: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A PHC string, which carries its own salt and strength. */
export const hashPassword = (password: string): Promise<string> => hash(password, strength)

/** Against nobody's hash the work is the same, so that an unknown address cannot be told by the time it takes. */
export const checkPassword = async (password: string, known: string | null): Promise<boolean> => {
  const matches = await verify(known ?? (await nobodys()), password.slice(0, longestPassword))
  return known !== null && matches
}

let nobody: Promise<string> | null = null
const nobodys = (): Promise<string> => (nobody ??= hashPassword(newToken()))
/** Makes nobody's hash before the first caller needs it: making it later would take that caller twice as long. */
export const prepareNobody = async (): Promise<void> => void (await nobodys())

/** Only these are taken from admins who bring people along from another house. */
export const isPasswordHash = (text: string): boolean =>
  /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]+\$[\w+/]+$/.test(text)

/** Throws Fault `weak_password` with a field for each reason; behind the dot of its code stands Supabase Auth's word for it. */
export const requireGoodPassword = (password: string, email: string): void => {
  const letters = Array.from(password)
  const lower = password.toLowerCase()
  const reasons: FieldFault[] = []
  if (letters.length < shortestPassword)
    reasons.push({
      path: 'password',
      message: `Use at least ${shortestPassword} characters.`,
      code: 'password.length',
      values: { least: shortestPassword },
    })
  if (guessedFirst.has(lower) || lower === email || lower === email.split('@')[0])
    reasons.push({
      path: 'password',
      message: 'This password is one of the first that is guessed. Choose another one.',
      code: 'password.pwned',
    })
  if (new Set(letters).size < 5)
    reasons.push({ path: 'password', message: 'Use more different characters.', code: 'password.characters' })
  if (letters.length > longestPassword) {
    throw new Fault('validation_failed', 422, `A password has at most ${longestPassword} characters.`)
  }
  const [first] = reasons
  if (first !== undefined) throw new Fault('weak_password', 422, first.message, { fields: reasons })
}

// The long ones among the most leaked passwords; shorter ones are refused by their length.
const guessedFirst = new Set(
  (
    '1234567890 0123456789 0987654321 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456 password12 password123 ' +
    'password1234 password12345 passw0rd123 letmein1234 welcome123 welcome1234 iloveyou123 administrator admin12345 ' +
    'abcdefghij abc1234567 1111111111 123456789a a123456789 123456789q 12345678910 123123123123 wachtwoord wachtwoord1 ' +
    'wachtwoord12 wachtwoord123 welkom1234 welkom12345 geheim1234 football123 superman123 princess123 changeme123 ' +
    'greenroom1 greenroom12 greenroom123 trustno1trustno1 qazwsxedcrfv zaq12wsxcde3'
  ).split(' '),
)
