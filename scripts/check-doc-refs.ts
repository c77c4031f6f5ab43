// Part of npm run verify: paths, commands and links that the documents mention exist.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { at } from './ground/places.mjs'
import { projectFiles } from './ground/project-files.mjs'

export interface Surroundings {
  /** Names of the npm scripts. */
  scripts: ReadonlySet<string>
  /** Whether a path (relative to the project) is there. */
  has(path: string): boolean
  /** The text of a Markdown file, or null. */
  read(path: string): string | null
}

const rooms = 'contract|server|studio|supabase|e2e|bench|scripts|docs|\\.ci'
/** What a path with these in it stands for many; it cannot be looked up. */
const placeholder = /[<>*{}…]|\bNNNN\b/

/** Everything one document says that is not so, as `line` and `sentence`. */
export function checkDocument(
  document: string,
  text: string,
  around: Surroundings,
): { line: number; sentence: string }[] {
  const found: { line: number; sentence: string }[] = []
  let fenced = false
  text.split('\n').forEach((content, index) => {
    const say = (sentence: string) => found.push({ line: index + 1, sentence })
    if (/^\s*(```|~~~)/.test(content)) fenced = !fenced
    for (const command of commands(content)) {
      if (!around.scripts.has(command)) say(`"npm run ${command}" is not in package.json.`)
    }
    const quoted = fenced ? [content] : [...content.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
    for (const named of quoted.flatMap(paths)) {
      if (!around.has(named)) say(`${named} does not exist.`)
    }
    if (fenced) return
    for (const [, target = ''] of content.matchAll(/\]\(([^)\s]+)\)/g)) {
      const sentence = linkTrouble(document, target, around)
      if (sentence) say(sentence)
    }
  })
  return found
}

/** Scripts named by `npm run x`, and by `npm start`, `npm test`. */
const commands = (content: string): string[] => [
  ...[...content.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1] ?? ''),
  ...[...content.matchAll(/\bnpm (start|test)\b/g)].map((match) => match[1] ?? ''),
]

const paths = (quoted: string): string[] =>
  [...quoted.matchAll(new RegExp(`(?<![\\w/@.-])(?:\\./)?((?:${rooms})/[^\\s\`'",;:)]*)`, 'g'))]
    .map((match) => (match[1] ?? '').replace(/[.)]+$/, ''))
    .filter((named) => !placeholder.test(named))

function linkTrouble(document: string, target: string, around: Surroundings): string | null {
  if (/^[a-z]+:/i.test(target)) return null
  const [file = '', anchor] = target.split('#')
  const place = file === '' ? document : path.posix.normalize(path.posix.join(path.posix.dirname(document), file))
  if (!around.has(place)) return `The link to ${target} leads nowhere.`
  if (anchor === undefined || !place.endsWith('.md')) return null
  const headings = [...(around.read(place) ?? '').matchAll(/^#+\s+(.+)$/gm)].map((match) => slug(match[1] ?? ''))
  return headings.includes(anchor) ? null : `${place} has no heading for #${anchor}.`
}

const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

if (import.meta.main) {
  const around: Surroundings = {
    scripts: new Set(
      Object.keys((JSON.parse(readFileSync(at('package.json'), 'utf8')) as { scripts: object }).scripts),
    ),
    has: (named) => existsSync(at(named)),
    read: (named) => (existsSync(at(named)) ? readFileSync(at(named), 'utf8') : null),
  }
  const documents = projectFiles().filter((file) => file.endsWith('.md') && existsSync(at(file)))
  for (const document of documents) {
    for (const { line, sentence } of checkDocument(document, readFileSync(at(document), 'utf8'), around)) {
      console.log(`${document}:${line}  ${sentence}`)
      process.exitCode = 1
    }
  }
}
