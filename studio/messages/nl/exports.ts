import { plural } from '#lib/messages.ts'
import type { en } from '../en/exports.ts'

const clips = plural('nl', { one: '# clip', other: '# clips' })
const frames = plural('nl', { zero: 'geen beelden', one: '# beeld', other: '# beelden' })

export const nl: typeof en = {
  open: 'Exporteren als ZIP',
  title: 'Scènes exporteren',
  text: (name) => `Eén ZIP van ${name}: de clips, een manifest dat weer kan worden ingelezen, en een shotlijst.`,
  which: 'Welke takes',
  versions: { pinned: 'De gekozen takes', all: 'Alle takes die klaar zijn' },
  versionsText: {
    pinned: (count) =>
      count === 0 ? 'Nog geen scène heeft een gekozen take.' : `${clips(count)}, één van elke scène.`,
    all: 'Elke take van elke scène, hoeveel het er ook zijn.',
  },
  pattern: 'Namen van de clips',
  patternHint: (parts) => `Mag ${parts} bevatten. De extensie komt er vanzelf achter.`,
  patternExample: (name) => `Bijvoorbeeld ${name}`,
  patternReset: 'Gewone namen',
  troubles: {
    empty: 'Geef de clips een naam.',
    unknown: 'Een woord tussen accolades betekent hier niets. Gebruik alleen de woorden hieronder.',
    brace: 'Er staat een losse accolade. Schrijf beide accolades, of laat hem weg.',
    same: 'Alle clips zouden dezelfde naam krijgen; er komt een nummer achter. Voeg {nn} of {name} toe om ze te onderscheiden.',
  },
  frames: 'Ook de beelden',
  framesText: 'De begin- en eindfoto’s, zoals ze verstuurd zijn.',
  go: 'Exporteren en downloaden',
  going: 'ZIP wordt samengesteld…',
  started: (name) => `De download van ${name} is begonnen.`,
  nothing: 'Geen enkele scène heeft een take die klaar is. Er valt nog niets te exporteren.',
  earlier: 'Exports die nog te downloaden zijn',
  none: 'Nog geen.',
  contents: (clipCount, frameCount) => `${clips(clipCount)}, ${frames(frameCount)}`,
  expires: (when) => `tot ${when}`,
  download: (name) => `${name} downloaden`,
}
