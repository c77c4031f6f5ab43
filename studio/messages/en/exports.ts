import { plural } from '#lib/messages.ts'

const clips = plural('en', { one: '# clip', other: '# clips' })
const frames = plural('en', { zero: 'no frames', one: '# frame', other: '# frames' })

export const en = {
  open: 'Export as ZIP',
  title: 'Export scenes',
  text: (name: string) => `One ZIP of ${name}: the clips, a manifest that can be imported again, and a shot list.`,
  which: 'Which takes',
  versions: { pinned: 'The chosen takes', all: 'All takes that are ready' },
  versionsText: {
    pinned: (count: number) =>
      count === 0 ? 'No scene has a chosen take yet.' : `${clips(count)}, one of each scene.`,
    all: 'Every take of every scene, however many there are.',
  },
  pattern: 'Names of the clips',
  patternHint: (parts: string) => `May hold ${parts}. The ending is added.`,
  patternExample: (name: string) => `For example ${name}`,
  patternReset: 'Usual names',
  troubles: {
    empty: 'Give the clips a name.',
    unknown: 'A word in braces means nothing here. Use only the ones listed below.',
    brace: 'A brace stands alone. Write both braces, or leave it out.',
    same: 'All clips would get the same name; a number is put behind it. Add {nn} or {name} to tell them apart.',
  },
  frames: 'Frames too',
  framesText: 'The start and end photos, as they were sent.',
  go: 'Export and download',
  going: 'Laying out the ZIP…',
  started: (name: string) => `The download of ${name} has begun.`,
  nothing: 'No scene has a take that is ready. There is nothing to export yet.',
  earlier: 'Exports that can be downloaded again',
  none: 'None yet.',
  contents: (clipCount: number, frameCount: number) => `${clips(clipCount)}, ${frames(frameCount)}`,
  expires: (when: string) => `until ${when}`,
  download: (name: string) => `Download ${name}`,
}
