import { plural } from '#lib/messages.ts'
import type { en } from '../en/shell.ts'

const scenes = plural('nl', { zero: 'Geen scènes', one: '# scène', other: '# scènes' })
export const nl: typeof en = {
  rooms: 'Kamers',
  dashboard: 'Dashboard',
  scenes: 'Scènes',
  jobs: 'Taken',
  person: 'Jij',
  admin: 'Beheer',

  jobsTitle: 'Wordt nu gemaakt',
  jobsNone: 'Er wordt niets gemaakt',
  jobsNoneText: 'Scènes staan hier zolang ze worden gemaakt, uit elk project.',
  photosMade: plural('nl', { one: '# foto in de maak', other: '# foto’s in de maak' }),
  jobsCount: (count) => `${scenes(count)} in de maak`,
  jobsDone: 'Alle scènes zijn klaar.',
  sceneName: (ordinal, version) => `Scène ${ordinal}, take ${version}`,
  queued: 'Wacht op zijn beurt',
  making: 'Wordt gemaakt',

  theme: 'Thema',
  themes: { system: 'Zoals het systeem', dark: 'Donker', light: 'Licht' },
  language: 'Taal',
  settings: 'Instellingen',
  shortcuts: 'Sneltoetsen',
  signOut: 'Afmelden',

  profile: 'Profiel',
  preferences: 'Voorkeuren',
  shots: 'Shottypes',
  account: 'Account',
  sessions: 'Sessies',
  people: 'Mensen',
  generations: 'Onbekende uitkomsten',
  errors: 'Fouten',
  deadJobs: 'Achtergrondtaken',

  palette: 'Ga naar een pagina of doe iets',
  paletteHint: 'Typ een pagina, een project of een actie…',
  paletteNothing: 'Niets gevonden',
  paletteNothingText: 'Probeer een ander woord.',
  groups: { pages: 'Pagina’s', projects: 'Projecten', appearance: 'Weergave' },
  general: 'Overal',
  openPalette: 'Zoeken en opdrachten',
  undoLast: 'Het laatste ongedaan maken',
  newProject: 'Project maken',
  themeIs: (theme) => `Thema: ${theme}`,
  languageIs: (language) => `Taal: ${language}`,

  shortcutsText: 'Toetsen werken zolang de cursor niet in een tekstveld staat. Klik op een toets om hem te veranderen.',
  shortcutsNone: 'Deze pagina heeft geen eigen toetsen.',
  pressKey: 'Druk op een toets…',
  ownKey: (label) => `Toets voor “${label}”:`,
  taken: (label) => `Al in gebruik voor “${label}”`,
  resetKeys: 'Terug naar de gewone toetsen',
}
