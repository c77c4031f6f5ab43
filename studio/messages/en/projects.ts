import { plural } from '#lib/messages.ts'

const photos = plural('en', { zero: 'No photos', one: '# photo', other: '# photos' })
const scenes = plural('en', { zero: 'no scenes', one: '# scene', other: '# scenes' })
const moved = plural('en', { one: 'one tile', other: '# tiles' })

export const en = {
  title: 'Projects',
  text: 'A project holds the photos of one place or story, and the scenes made from them.',
  scope: 'Projects',
  create: 'New project',
  sample: 'Try it with sample photos',
  emptyTitle: 'No projects yet',
  emptyText: 'Create one and drop a folder of photos on it, or look around with 24 sample landscapes.',
  search: 'Search projects',
  nothingFound: (search: string) => `No project is called “${search}”`,
  clearSearch: 'Clear the search',
  photos,
  counts: (photoCount: number, sceneCount: number) => `${photos(photoCount)}, ${scenes(sceneCount)}`,
  changed: (when: string) => `changed ${when}`,
  running: plural('en', { one: '# being made', other: '# being made' }),
  open: (name: string) => `Open ${name}`,
  actionsOf: (name: string) => `Actions for ${name}`,
  edit: 'Rename or describe',
  delete: 'Delete project',
  deleted: (name: string) => `“${name}” deleted`,

  createTitle: 'New project',
  createText: 'Its photos are named after it: “Summer House” gives summer-house1.jpeg, summer-house2.jpeg …',
  editTitle: 'Rename or describe the project',
  editText: 'Photos keep the names they have.',
  name: 'Name',
  namePlaceholder: 'Summer House',
  nameMissing: 'Give the project a name.',
  nameLong: 'A name has 120 characters at most.',
  nameTaken: 'You have a project with this name already. Choose another one.',
  description: 'Description',
  descriptionLong: 'A description has 2,000 characters at most.',
  submitCreate: 'Create project',

  back: 'All projects',
  panes: 'Photos and scenes of the project',
  divider: 'Width of the photos',
  photosTab: 'Photos',
  scenesTab: 'Scenes',
  upload: 'Upload',
  export: 'Export',
  shotTypes: 'Shot types',

  dragging: {
    how: 'Press M to take hold of this tile, arrow keys to move it, M again to put it down, Escape to leave it where it was.',
    taken: (name: string, count: number) => (count > 1 ? `Took hold of ${moved(count)}.` : `Took hold of ${name}.`),
    at: (place: number, count: number) => `Place ${place} of ${count}.`,
    dropped: 'Put down.',
    left: 'Left where it was.',
    count: moved,
  },
}
