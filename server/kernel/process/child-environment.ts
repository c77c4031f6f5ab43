import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, isAbsolute, join } from 'node:path'

/**
 * Everything a child may see of the world around it: where programs are, a home and a language.
 * The values are fixed instead of inherited, so no key or address of the server can reach a decoder of strangers' files,
 * and a child behaves the same whoever started the server. Programs elsewhere are given by their full path.
 */
export const childEnvironment = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: programFolders().join(delimiter),
  HOME: homedir(),
  LANG: 'C.UTF-8',
  ...more,
})

/** The folders that are searched for a program given by its bare name, in order. */
const programFolders = (): string[] => [
  dirname(process.execPath),
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/opt/homebrew/bin',
  '/run/current-system/sw/bin',
  '/snap/bin',
]

/** The full path of a program, or null when it is not there. A full path is taken as it is. */
export const findProgram = (command: string): string | null => {
  const ending = process.platform === 'win32' && !command.endsWith('.exe') ? '.exe' : ''
  const places = isAbsolute(command) ? [command] : programFolders().map((folder) => join(folder, command + ending))
  return places.find((place) => existsSync(place)) ?? null
}
