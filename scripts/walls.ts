/**
 * Who may import whom, as lint rules that say what to do instead. Only `keep` may be used to put them into
 * oxlint.config.ts: a later override replaces an earlier one, so every kind of file gets its whole list at once.
 */
interface Wall {
  /** Matches the import as it is written. */
  regex?: string
  /** Gitignore patterns, for "nothing but": the exceptions start with `!`. */
  group?: string[]
  message: string
  allowTypeImports?: boolean
}

const verbFile = '^\\.\\.?/([^/]+/)?[^./]+\\.ts$'

const walls = {
  // ── everywhere in the server
  server: {
    regex: '(^|/)studio/|^@greenroom/studio|^react(-dom)?(/|$)',
    message: 'The server knows nothing of the studio. What both need is a shape in contract/.',
  },
  spawn: {
    regex: '^(node:)?(child_process|cluster)$',
    message: 'Only kernel/process starts programs (with limits, and an end when the house ends): call it.',
  },
  outbound: {
    regex: '^(undici|node-fetch|axios|got)(/|$)|^(node:)?(http|https|http2)$',
    message:
      'Only providers and kernel/http, auth and storage talk to the network: use the outbound door of kernel/http.',
  },
  sockets: { regex: '^(node:)?(net|tls|dgram)$', message: 'Only kernel/ opens sockets.' },
  engines: {
    regex: '^(pg(/|$)|@electric-sql/)',
    message: 'Only kernel/db knows which database it is: take a Db as an argument.',
    allowTypeImports: true,
  },
  queue: { regex: '^pg-boss$', message: 'Only kernel/jobs knows the queue: declare a job in <noun>.jobs.ts.' },
  pixels: {
    regex: '^(sharp|libheif-js|node-av|@seydx/)',
    message: 'Only media/ decodes pixels and sound, in a process of their own: call its runner.',
  },
  mail: { regex: '^nodemailer', message: 'Only kernel/mail sends mail: take a Mailer as an argument.' },

  // ── kernel, media, providers
  floor: {
    regex: '(^|/)(features|providers|media|testing)/|^#(providers|media|testing)/|(^|/)(house(\\.\\w+)?|main)\\.ts$',
    message: 'The kernel is the floor: it imports nothing of ours but contract/. Take what is needed as an argument.',
  },
  mediaFloor: {
    group: ['\\#kernel/**', '!\\#kernel/process/**', '!\\#kernel/fault.ts', '!\\#kernel/log.ts'],
    message: 'Media plans and runs; it knows kernel/process and contract/ only. Give it paths and plain values.',
  },
  mediaAlone: {
    regex: '(^|/)(features|providers|testing)/|^#(providers|testing)/|(^|/)house(\\.\\w+)?\\.ts$',
    message: 'Media serves features and providers and knows neither of them.',
  },
  promise: {
    regex: '^\\./.+/|^#(kernel|media|testing)/',
    message: 'A promise file stands alone: shapes of contract/ and other promises, no company, no kernel.',
    allowTypeImports: true,
  },
  company: {
    regex: '^\\.\\./[^/]+/|^#providers/[^/]+/',
    message: "Another company's room is closed: what two of them share belongs in kernel/ or in the promise file.",
  },
  companyAlone: {
    regex: '(^|/)features/|^#testing/|(^|/)house(\\.\\w+)?\\.ts$',
    message: 'A provider keeps its promise and knows no feature: the verb calls it, never the other way round.',
  },
  noMedia: {
    regex: '^#media/|(^|/)media/',
    message: 'Only the local makers draw pixels; a company is asked over the network.',
  },

  // ── features
  privacy: {
    regex: '^\\.\\./[^/]+/.+\\.(store|routes|jobs|work)\\.ts$',
    message: "Another noun's private room: call its verbs (<noun>.ts).",
  },
  concrete: {
    regex: '^#providers/.+/|(^|/)providers/.+/|^\\.\\.?/(.*/)?house(\\.\\w+)?\\.ts$|^#testing/',
    message: 'Features know promises (#providers/<promise>.ts), never who keeps them: house.ts hands that in.',
  },
  noHttp: {
    regex: '^hono(/|$)|^@hono/|^#kernel/http/',
    message: 'A verb does not speak HTTP: take plain values, return plain values, throw a Fault; the route translates.',
    allowTypeImports: true,
  },
  noRoutesNorWork: {
    regex: '\\.(routes|work)\\.ts$',
    message: 'Routes and workers call verbs, never the other way round. To start work, write a job (<noun>.jobs.ts).',
  },
  verbNoMedia: { regex: '^#media/', message: 'Heavy work belongs in <noun>.work.ts: the verb writes a job.' },
  thinRoute: {
    regex: '\\.(store|rules|jobs|work)\\.ts$|^#(media|providers)/',
    message: 'A route only translates: it calls a verb of <noun>.ts.',
  },
  thinRouteKernel: {
    group: ['\\#kernel/**', '!\\#kernel/http/**', '!\\#kernel/fault.ts', '!\\#kernel/auth/**'],
    message: 'A route knows kernel/http only. Everything else is for the verb that it calls.',
    allowTypeImports: true,
  },
  pure: {
    regex: `^#|\\.(store|routes|jobs|work)\\.ts$|${verbFile}`,
    message: 'Rules are pure: contract/ and other rules only. Take values as arguments, give values back.',
    allowTypeImports: true,
  },
  pureNode: {
    group: ['node:*', 'node:*/**', '!node:crypto', '!node:buffer', '!node:path'],
    message: 'Rules are pure: no files, no network, no processes, no clock.',
  },
  store: {
    regex: `^#(providers|media)/|\\.(routes|jobs|work)\\.ts$|${verbFile}`,
    message: 'A store is SQL and nothing else: the verb decides, asks and announces.',
    allowTypeImports: true,
  },
  storeKernel: {
    group: ['\\#kernel/**', '!\\#kernel/db/**', '!\\#kernel/id.ts', '!\\#kernel/fault.ts'],
    message: 'A store knows kernel/db only.',
    allowTypeImports: true,
  },
  jobs: {
    regex: `^#(providers|media)/|\\.(store|routes|work)\\.ts$|${verbFile}`,
    message: 'A job is data: a name, a shape, how often to retry. What it does is in <noun>.work.ts.',
    allowTypeImports: true,
  },
  jobsKernel: {
    group: ['\\#kernel/**', '!\\#kernel/jobs/**'],
    message: 'A job file knows kernel/jobs and contract/ only.',
    allowTypeImports: true,
  },
  work: {
    regex: '\\.(store|routes)\\.ts$',
    message: 'A worker calls verbs, so that a job and a person go through the same checks.',
  },
  workKernel: {
    regex: '^#kernel/(db|http)/',
    message: 'A worker neither asks the database nor speaks HTTP: it calls verbs.',
    allowTypeImports: true,
  },

  // ── the other rooms
  contract: {
    regex: '^node:|^#|^@greenroom/|(^|/)(server|studio)/|^(hono|react|pg|kysely)(/|$)',
    message: 'contract/ is shapes and endpoints: zod and its own files only, so that a browser can load it.',
  },
  studio: {
    regex: '^node:|^#(kernel|providers|media|testing)/|(^|/)server/|^@greenroom/server|(^|/)supabase/',
    message: 'The studio reaches the server over HTTP, with the shapes of contract/.',
  },
  patterns: {
    regex: '(^|/|#)features/',
    message: 'ui/, patterns/ and lib/ know no feature: pass what differs as props.',
  },
  blackBox: {
    regex: '^@greenroom/|^#|(^|/)(server|studio|contract)/',
    message: 'A journey sees what a visitor sees: the browser and the HTTP answers, none of our code.',
  },
} satisfies Record<string, Wall>

export type WallName = keyof typeof walls

/** The whole list of walls of one kind of file. */
export const keep = (...names: WallName[]) => ({
  'no-restricted-imports': ['error', { patterns: names.map((name) => walls[name]) }] as ['error', { patterns: Wall[] }],
})
