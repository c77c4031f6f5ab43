// Part of npm run verify: what the linter cannot see, because it is about names, places and words.
import { readFileSync, statSync } from 'node:fs'
import { projectFiles } from './ground/project-files.mjs'
import { at } from './ground/places.mjs'
import { missingEntries } from './complete-lock.mjs'
import { looksForeign } from './foreign-words.ts'

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  path: string
  text: string
}
export interface Finding {
  path: string
  line: number
  /** What is wrong and how to mend it. */
  sentence: string
}

const maxLines = 300
const roles = ['routes', 'rules', 'store', 'jobs', 'work']
const rooms = /^(contract|server|studio|supabase|e2e|bench|scripts)\//
const code = /\.(ts|tsx|mjs|js)$/
const inTest = /\.test\.tsx?$|\/fixtures\/|^server\/testing\//
const longByNature = /^supabase\/migrations\/|^studio\/(messages|ui)\/|\.generated\.|\/(wasm|assembly)\//

/** Everything wrong in one file. Pure: the file need not exist. */
export const inspect = (file: SourceFile): Finding[] => [
  ...nameFindings(file.path).map((sentence) => ({ path: file.path, line: 1, sentence })),
  ...lengthFindings(file),
  ...sqlFindings(file),
  ...vendorFindings(file),
  ...wordFindings(file),
  ...versionFindings(file),
  ...lockFindings(file),
]

function nameFindings(path: string): string[] {
  const name = path.split('/').at(-1) ?? ''
  const found: string[] = []
  const migration = /^supabase\/migrations\/(.+)$/.exec(path)?.[1]
  if (migration && !/^\d{14}_[a-z0-9_]+\.sql$/.test(migration)) {
    found.push('A migration is called <yyyymmddhhmmss>_<what_it_brings>.sql, so that the order is in the name.')
  }
  const feature = /^server\/features\/([^/]+)\/(?!fixtures\/)(.+)$/.exec(path)
  if (feature) found.push(...featureFindings(feature[1] ?? '', feature[2] ?? ''))
  const company = /^server\/providers\/([^/]+)\/(?!fixtures\/)(.+)$/.exec(path)?.[1]
  if (company && !name.startsWith(`${company}.`)) {
    found.push(`Files of a provider begin with its name: ${company}.ts, ${company}.wire.ts, ${company}.<part>.ts.`)
  }
  if (!rooms.test(path) || !code.test(name)) return found
  if (/^index\.\w+$/.test(name)) found.push('No index files: name it after what it does and import it by that name.')
  const empty = path.split(/[/.-]/).find((word) => /^(utils?|helpers?|common|types|misc)$/.test(word))
  if (empty) found.push(`"${empty}" says nothing: name it after the thing it is about, or put it with its only user.`)
  return found
}

/** noun.ts, noun.part.ts, noun.role.ts, noun.part.role.ts: the role, when there is one, comes last. */
function featureFindings(noun: string, rest: string): string[] {
  const closed = `Closed set: ${noun}.ts, ${noun}.{${roles.join(',')}}.ts, or with a part: ${noun}.<part>.store.ts.`
  const parts = rest.replace(/(\.test)?\.ts$/, '').split('.')
  if (rest.includes('/') || !rest.endsWith('.ts') || parts[0] !== noun) return [closed]
  const [first, second, ...more] = parts.slice(1)
  const isRole = (part: string | undefined) => part !== undefined && roles.includes(part)
  const good = more.length === 0 && (second === undefined || (!isRole(first) && isRole(second)))
  return good ? [] : [closed]
}

function lengthFindings({ path, text }: SourceFile): Finding[] {
  if (!rooms.test(path) || !/\.(ts|tsx|mjs|js|css)$/.test(path) || longByNature.test(path)) return []
  const lines = text.replace(/\n$/, '').split('\n').length
  if (lines <= maxLines) return []
  return [
    {
      path,
      line: maxLines,
      sentence: `${lines} lines are more than ${maxLines}: split it where it does a second job.`,
    },
  ]
}

const sql = new RegExp(
  [
    /\bsql(?:\.\w+)?(?:<[^>`]*>)?`/,
    /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/,
    /[`'"]\s*(?:select\s[^`'"]{1,400}?\sfrom\s|insert\s+into\s|update\s+[\w."]+\s+set\s|delete\s+from\s)/,
    /[`'"]\s*(?:SELECT\s[^`'"]{1,400}?\sFROM\s|INSERT\s+INTO\s|UPDATE\s+[\w."]+\s+SET\s|DELETE\s+FROM\s)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

function sqlFindings(file: SourceFile): Finding[] {
  const { path } = file
  if (!path.startsWith('server/') || path.startsWith('server/kernel/') || inTest.test(path) || !code.test(path))
    return []
  if (path.endsWith('.store.ts')) return []
  return matches(file, sql, () => 'SQL lives in <noun>.store.ts (and kernel/): move the statement there and call it.')
}

const vendors = /(?<![a-z])(luma|tiktok|openai|heygen|liveavatar|runway)/gi
const mayNameVendors =
  /^server\/(providers\/|house(\.\w+)?\.ts|kernel\/config)|^studio\/messages\/|^contract\/(models|keys)\.ts$|\.json$/

function vendorFindings(file: SourceFile): Finding[] {
  if (!/^(contract|server|studio)\//.test(file.path)) return []
  if (mayNameVendors.test(file.path) || inTest.test(file.path)) return []
  let text = file.text
  // Names that are agreed with the outside: columns of the database, and two function addresses.
  if (file.path.endsWith('.store.ts')) text = blank(text, /\b(tiktok|luma)_\w+/g)
  // A comment on a shape may show what a value looks like.
  if (file.path.startsWith('contract/')) text = blank(text, /\/\*[^]*?\*\/|\/\/.*/g)
  text = blank(text, /luma-(create-scene|scene-status)/g)
  // A typeface is called what its package is called.
  text = blank(text, /(?<=@fontsource\/)tiktok-sans[\w./-]*/g)
  // And a library, and what it gives, too.
  text = blank(text, /@heygen\/liveavatar-web-sdk|\bLiveAvatarSession\b/g)
  // In pictures, luma is brightness.
  if (file.path.startsWith('server/media/')) text = blank(text, /luma/gi)
  const mend =
    'belongs in providers/, house.ts, kernel/config.ts or studio/messages/. Say what it does instead (maker, publisher, writer).'
  return matches({ path: file.path, text }, vendors, (name) => `The name "${name}" ${mend}`)
}

/** Replaced by as many blanks, so that line numbers stay. */
const blank = (text: string, pattern: RegExp) => text.replace(pattern, (found) => found.replace(/[^\n]/g, ' '))

const machinePath = /(?<=^|[\s"'`(=[])\/(?:work|root|home\/\w+|Users\/\w+)\//gm
const registryHost = /\bregistry\.[a-z0-9-]+\.[a-z]{2,}/g
const openSecret = /\bVITE_(?![A-Z0-9_]*(?:PUBLISHABLE|ANON|PUBLIC))[A-Z0-9_]*(?:KEY|SECRET|TOKEN|PASSWORD|ROLE)\b/g

const wordFindings = (file: SourceFile): Finding[] => [
  ...matches(file, machinePath, (found) => `"${found}" is a place on one machine: use a path inside the project.`),
  ...matches(
    file,
    registryHost,
    () => "A registry's address is a matter of each machine's own npm configuration: leave it out.",
  ),
  ...matches(
    file,
    openSecret,
    (name) => `${name}: what begins with VITE_ is sent to every browser. Keep it in the server's configuration.`,
  ),
  ...matches(file, /[A-Za-z]{4,}/g, (word) =>
    looksForeign(word) ? `"${word}" is not about Greenroom: leave it out.` : null,
  ),
]

function versionFindings(file: SourceFile): Finding[] {
  if (!/(^|\/)package\.json$/.test(file.path)) return []
  const loose = /^\s*"([@\w/.-]+)": "([~^><=*][^"]*|latest|next|x)"/gm
  const engines = /"engines"\s*:\s*\{[^}]*\}/g
  return matches(
    { path: file.path, text: blank(file.text, engines) },
    loose,
    (found) => `${found.trim()}: pin the exact version, so that every machine installs the same.`,
  )
}

function lockFindings({ path, text }: SourceFile): Finding[] {
  if (path !== 'package-lock.json') return []
  const missing = Object.keys(missingEntries(JSON.parse(text))).length
  const sentence = `${missing} packages for other platforms are missing, so "npm ci" fails everywhere: run "npm run lock".`
  return missing > 0 ? [{ path, line: 1, sentence }] : []
}

function matches(file: SourceFile, pattern: RegExp, say: (found: string) => string | null): Finding[] {
  return [...file.text.matchAll(pattern)].flatMap((match) => {
    const sentence = say(match[0])
    return sentence === null
      ? []
      : [{ path: file.path, line: file.text.slice(0, match.index).split('\n').length, sentence }]
  })
}

if (import.meta.main) {
  const readable = (path: string) => statSync(at(path), { throwIfNoEntry: false })?.isFile() === true
  const findings = projectFiles()
    .filter(readable)
    .flatMap((path) => {
      const text = readFileSync(at(path), 'utf8')
      // A NUL byte means pictures, sound or WebAssembly.
      return inspect({ path, text: text.includes('\0') ? '' : text })
    })
  for (const { path, line, sentence } of findings) console.log(`${path}:${line}  ${sentence}`)
  process.exitCode = findings.length > 0 ? 1 : 0
}
