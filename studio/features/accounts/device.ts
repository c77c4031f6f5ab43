export interface Device {
  program: string
  /** Null for programs that do not say. */
  system: string | null
  kind: 'computer' | 'phone' | 'script'
}

// The order matters: browsers name the ones before them, too.
const programs: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/CriOS\/|Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** What a User-Agent header says about where a session is. Null when it says nothing. */
export function deviceOf(userAgent: string): Device | null {
  const program = programs.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null
  if (program !== undefined) return { program, system, kind: /iPhone|Android/.test(userAgent) ? 'phone' : 'computer' }
  // Scripts put their name first: `curl/8.5.0`.
  const name = /^[\w.-]+/.exec(userAgent.trim())?.[0]
  return name === undefined ? null : { program: name, system: null, kind: 'script' }
}
