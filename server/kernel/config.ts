import { resolve } from 'node:path'
import * as z from 'zod'

/**
 * Every setting of the house: name in the environment, meaning, shape, default. `.env.example` and the table in the README
 * are printed from it. Empty strings count as not set. An empty environment is a working house.
 */
const text = z.string().trim()
const optional = text.optional()
const flagWords = ['on', 'off', 'true', 'false', '1', '0', 'yes', 'no'] as const
const isOn = (value: string): boolean => ['on', 'true', '1', 'yes'].includes(value)
const flag = (standard: boolean) => z.enum(flagWords).transform(isOn).default(standard)
const voiceWay = (value: string): 'auto' | 'off' => (value === 'auto' || isOn(value) ? 'auto' : 'off')
const count = (standard: number) => z.coerce.number().int().positive().default(standard)
const parts = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
const list = text.transform(parts).default([])

interface Setting<S extends z.ZodType> {
  meaning: string
  shape: S
  secret?: true
}
const setting = <S extends z.ZodType>(meaning: string, shape: S, secret?: true): Setting<S> =>
  secret === undefined ? { meaning, shape } : { meaning, shape, secret }

export const settings = {
  PORT: setting('Port to serve on', z.coerce.number().int().min(0).max(65_535).default(4400)),
  HOST: setting('Address to bind; the caught-mail page exists only on a loopback address', text.default('127.0.0.1')),
  SITE_URL: setting(
    'Public address of this house, as people type it; links in mails begin with it',
    z.url().optional(),
  ),
  GREENROOM_DATA: setting('Folder for the embedded database, files and keys', text.default('data')),
  ROLE: setting(
    'What this process does: everything, only answering, or only working',
    z.enum(['all', 'web', 'worker']).default('all'),
  ),
  DATABASE_URL: setting('Postgres 15+ with pgvector instead of the embedded database', optional, true),
  ADMIN_EMAIL: setting(
    'Address whose account is the first admin; left out, the first confirmed account is',
    z.email().optional(),
  ),
  SIGNUP: setting('Whether people can sign up', flag(true)),
  SIGNUP_APPROVAL: setting('Whether an admin approves new accounts', flag(true)),
  SMTP_URL: setting(
    'Mail server, e.g. smtps://user:password@host:465; left out, mail is kept at /dev/inbox',
    z.url({ protocol: /^smtps?$/, error: 'It begins with smtp:// or smtps://' }).optional(),
    true,
  ),
  MAIL_FROM: setting('Sender of mails', text.default('Greenroom <greenroom@localhost>')),
  AUTH_REDIRECTS: setting(
    'Addresses besides this house that a sign-in may return to, comma-separated; a trailing /** allows everything below',
    list,
  ),
  GOOGLE_CLIENT_ID: setting('Google sign-in: client id', optional),
  GOOGLE_CLIENT_SECRET: setting('Google sign-in: client secret', optional, true),
  MICROSOFT_CLIENT_ID: setting('Microsoft sign-in: application id', optional),
  MICROSOFT_CLIENT_SECRET: setting('Microsoft sign-in: client secret', optional, true),
  MICROSOFT_TENANT: setting('Microsoft sign-in: tenant', text.default('common')),
  LUMA_AGENTS_API_KEY: setting('Luma Agents API key (ray-3.2), from platform.lumalabs.ai', optional, true),
  LUMA_AGENTS_API_BASE: setting('Luma Agents API address', z.url().default('https://agents.lumalabs.ai/v1')),
  LUMAAI_API_KEY: setting('Key of Luma’s older Dream Machine API (ray-2, ray-flash-2)', optional, true),
  LUMA_API_BASE: setting('Dream Machine API address', z.url().default('https://api.lumalabs.ai/dream-machine/v1')),
  LUMA_CALLBACK_URL: setting(
    'Public address that receives Dream Machine callbacks; left out, SITE_URL when it is https',
    z.url().optional(),
  ),
  LUMA_CONCURRENCY: setting('Parallel generations a Luma key may have', count(10)),
  LUMA_RPM: setting('Generations a minute a Luma key may start', count(20)),
  LUMA_POLL_SECONDS: setting(
    'Seconds before the first look at a Luma generation',
    z.coerce.number().positive().default(30),
  ),
  TIKTOK_CLIENT_KEY: setting('TikTok app: client key, from developers.tiktok.com', optional),
  TIKTOK_CLIENT_SECRET: setting('TikTok app: client secret; webhooks are signed with it too', optional, true),
  TIKTOK_APP_TYPE: setting(
    'How the TikTok app is registered; a desktop app comes back to localhost and needs PKCE',
    z.enum(['web', 'desktop']).default('web'),
  ),
  TIKTOK_SCOPES: setting(
    'What people are asked to allow, comma-separated; only what the app was reviewed for. video.list reads view counts',
    text.default('user.info.basic,video.publish,video.upload').transform(parts),
  ),
  TIKTOK_AUDITED: setting(
    'Whether TikTok has audited the app; until then posts are private and the account must be too',
    flag(false),
  ),
  TIKTOK_SOURCE: setting(
    'How videos travel: sent by this house, or fetched by TikTok from a verified address. Photos are always fetched',
    z.enum(['file_upload', 'pull_from_url']).default('file_upload'),
  ),
  TIKTOK_PULL_BASE: setting(
    'Verified public https address that TikTok fetches media from, without redirects; left out, SITE_URL when it is https',
    z.url().optional(),
  ),
  TIKTOK_POSTS_PER_DAY: setting('Posts a day of one TikTok account, of all apps together', count(15)),
  TIKTOK_POLL_SECONDS: setting(
    'Seconds before the first look at a post on its way; later looks wait up to ten times as long',
    z.coerce.number().positive().default(2),
  ),
  TIKTOK_API_BASE: setting('TikTok API address', z.url().default('https://open.tiktokapis.com')),
  TIKTOK_AUTH_BASE: setting('Address of TikTok’s consent page', z.url().default('https://www.tiktok.com')),
  TIKTOK_UPLOAD_HOSTS: setting(
    'Hosts that videos may be sent to, with all below them, comma-separated; a whole origin for a contract server',
    text.default('tiktokapis.com').transform(parts),
  ),
  OPENAI_API_KEY: setting(
    'OpenAI key; left out, captions come from templates that do not look, and calls are judged by rules',
    optional,
    true,
  ),
  OPENAI_BASE_URL: setting('OpenAI API address', z.url().default('https://api.openai.com/v1')),
  OPENAI_TEXT_MODEL: setting('Model that reads pictures and writes captions', text.default('gpt-5.4-mini')),
  OPENAI_TEXT_PRICE: setting(
    'What that model costs, in US dollars for a million tokens in and out, e.g. 0.75/4.50; left out, its known price',
    text
      .regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/, 'Two numbers with a slash between them')
      .transform((value) => {
        const [input = 0, output = 0] = value.split('/').map(Number)
        return { input, output }
      })
      .optional(),
  ),
  OPENAI_RPM: setting('Requests a minute an OpenAI key may make', count(60)),
  OPENAI_TRANSCRIBE_MODEL: setting('Model that writes down what was said in a turn', text.default('gpt-transcribe')),
  OPENAI_JUDGE_MODEL: setting('Model that judges a call and quotes from it', text.default('gpt-5.4-mini')),
  OPENAI_DECISIONS_MODEL: setting('Model of the Decisions API', text.default('gpt-6-luna')),
  OPENAI_PHRASE_MODEL: setting('Model that puts the customer’s lines into other words', text.default('gpt-5.4-mini')),
  OPENAI_VOICE_MODEL: setting(
    'Model that reads the customer’s lines out; OpenAI ends all of them on 2027-01-06',
    text.default('gpt-4o-mini-tts'),
  ),
  OPENAI_REALTIME_MODEL: setting(
    'Model of the live sessions that read the customer’s lines out',
    text.default('gpt-realtime-2.1-mini'),
  ),
  OPENAI_VOICES: setting(
    'Voices for customers, comma-separated; the same customer always has the same one',
    text
      .default('marin,cedar,coral,ash,sage,verse')
      .transform(parts)
      .refine((voices) => voices.length > 0, 'At least one voice'),
  ),
  OPENAI_EMBED_MODEL: setting('Model of the search by meaning', text.default('text-embedding-3-small')),
  COACH_TRANSCRIBER: setting(
    'Who writes down what is said: auto takes OpenAI when its key is set, else Whisper when it is installed',
    z.enum(['auto', 'openai', 'local', 'off']).default('auto'),
  ),
  COACH_JUDGE: setting(
    'How calls are judged with an OpenAI key: by the Responses API, by the Decisions API (beta), or by rules all the same',
    z.enum(['responses', 'decisions', 'rules']).default('responses'),
  ),
  COACH_PHRASING: setting(
    'Whether a model puts the customer’s lines into other words when an OpenAI key is set',
    flag(true),
  ),
  COACH_VOICE: setting(
    'How customers speak with an OpenAI key: by its speech model, by a live session, auto by the speech model until it ends, or off with the browser’s voice',
    z
      .enum(['auto', 'speech', 'live', ...flagWords])
      // It was a plain flag once.
      .transform((value) => (value === 'speech' || value === 'live' ? value : voiceWay(value)))
      .default('auto'),
  ),
  SEARCH_EMBEDDER: setting(
    'Who finds by meaning: auto takes OpenAI when its key is set, else the English model on this machine',
    z.enum(['auto', 'openai', 'local', 'off']).default('auto'),
  ),
  WHISPER_FOLDER: setting(
    'Folder that Whisper was installed into (docs/coach.md); left out, whisper in GREENROOM_DATA',
    optional,
  ),
  LIVEAVATAR_API_KEY: setting(
    'LiveAvatar key, from app.liveavatar.com; left out, the customer’s face is drawn',
    optional,
    true,
  ),
  LIVEAVATAR_API_BASE: setting('LiveAvatar API address', z.url().default('https://api.liveavatar.com')),
  LIVEAVATAR_AVATAR_ID: setting(
    'Face of the customer; left out, LiveAvatar’s free sandbox with its own face',
    z.uuid().optional(),
  ),
  LIVEAVATAR_SANDBOX: setting('Whether sessions are free and about a minute long, for trying out', flag(false)),
  LIVEAVATAR_CREDIT_USD: setting(
    'What a LiveAvatar credit costs in your plan, in US dollars; one is used a minute',
    z.coerce.number().nonnegative().default(0.2),
  ),
  LIVEAVATAR_HOSTS: setting(
    'Where LiveAvatar’s rooms and sockets are, besides its API: what pages may connect to, comma-separated',
    text
      .default('wss://*.liveavatar.com,wss://*.heygen.io,wss://*.livekit.cloud,https://*.livekit.cloud')
      .transform(parts),
  ),
  HEYGEN_API_KEY: setting(
    'Key of HeyGen’s Interactive Avatar, which has ended; not used, because LiveAvatar takes keys of its own',
    optional,
    true,
  ),
  OUTBOUND_ALLOW: setting(
    'Origins that may be fetched although they are not public, comma-separated; for contract servers and tests',
    list,
  ),
  FFMPEG_PATH: setting('ffmpeg to use; left out, the one on PATH, else the one npm brought', optional),
  SIGNED_URL_TTL_SECONDS: setting('How long a signed link to media lives', count(3600)),
  KEYFRAMES_PUBLIC_BUCKET: setting(
    'Whether providers read frames by plain public address instead of a signed one',
    flag(false),
  ),
  QUOTA_GB: setting('Media a person may keep, in gigabytes', z.coerce.number().positive().default(50)),
  MAX_UPLOAD_MB: setting('Largest single file, in megabytes', count(2048)),
  LOCAL_RENDERS: setting('Local renders at the same time', count(1)),
  INGEST_PROCESSES: setting('Photos read at the same time', count(2)),
  SAMPLE_LONG_SIDE: setting(
    'Pixels on the long side of the photographs that a sample project draws; fewer are drawn faster on a slow machine',
    z.coerce.number().int().min(600).max(3000).default(3000),
  ),
  REHEARSE_HOURS_AHEAD: setting(
    'Hours that the clock of schedules runs ahead, to rehearse days to come on a copy; never for a house that people use',
    z.coerce.number().min(0).default(0),
  ),
  TRUST_PROXY: setting('Whether the caller’s address is read from X-Forwarded-For', flag(false)),
  LOG_LEVEL: setting(
    'fatal, error, warn, info, debug or trace',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  ),
} as const

type Settings = typeof settings
type Values = { [Name in keyof Settings]: z.output<Settings[Name]['shape']> }
export interface Config extends Values {
  /** Absolute path of GREENROOM_DATA. */
  dataFolder: string
}

/** A wrong setting; the message names each of them and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads settings from an environment. Throws ConfigError with one line for each wrong setting; values of secrets are never in it. */
export const readConfig = (environment: Record<string, string | undefined> = process.env): Config => {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { shape, meaning, ...more }] of Object.entries(settings)) {
    const given = environment[name]
    const parsed = (shape as z.ZodType).safeParse(given === undefined || given.trim() === '' ? undefined : given)
    if (parsed.success) values[name] = parsed.data
    else
      problems.push(
        `${name}${'secret' in more ? '' : ` = ${JSON.stringify(given)}`}: ${parsed.error.issues[0]?.message ?? 'wrong'}. ${meaning}.`,
      )
  }
  if (problems.length > 0) throw new ConfigError(`Some settings are wrong:\n  ${problems.join('\n  ')}`)
  const config = values as unknown as Values
  if (config.DATABASE_URL === undefined && config.ROLE !== 'all') {
    throw new ConfigError('ROLE=web and ROLE=worker need DATABASE_URL: the embedded database lives in one process.')
  }
  return { ...config, dataFolder: resolve(config.GREENROOM_DATA) }
}

const standardOf = (shape: z.ZodType): string => {
  const standard = shape.safeParse(undefined)
  if (!standard.success || standard.data === undefined) return ''
  if (typeof standard.data === 'boolean') return standard.data ? 'on' : 'off'
  return String(standard.data as string | number)
}

/** The text of `.env.example`. */
export const exampleEnvironment = (): string =>
  Object.entries(settings)
    .map(([name, { meaning, shape }]) => `# ${meaning}\n# ${name}=${standardOf(shape)}\n`)
    .join('\n')

/** The text of `docs/settings.md`. */
export const settingsTable = (): string => {
  const rows = Object.entries(settings).map(
    ([name, { meaning, shape, ...more }]) =>
      `| \`${name}\` | ${meaning}${'secret' in more ? ' **(secret)**' : ''} | ${standardOf(shape) === '' ? '' : `\`${standardOf(shape)}\``} |`,
  )
  return `# Settings\n\nEvery setting is an environment variable; an empty environment is a working house. This page is printed from \`server/kernel/config.ts\` by \`npm run settings\`.\n\n| name | meaning | standard |\n|---|---|---|\n${rows.join('\n')}\n`
}
