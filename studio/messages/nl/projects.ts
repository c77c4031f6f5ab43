import { plural } from '#lib/messages.ts'
import type { en } from '../en/projects.ts'

const photos = plural('nl', { zero: 'Geen foto’s', one: '# foto', other: '# foto’s' })
const scenes = plural('nl', { zero: 'geen scènes', one: '# scène', other: '# scènes' })
const moved = plural('nl', { one: 'één tegel', other: '# tegels' })

export const nl: typeof en = {
  title: 'Projecten',
  text: 'Een project bevat de foto’s van één plek of verhaal, en de scènes die ervan gemaakt zijn.',
  scope: 'Projecten',
  create: 'Nieuw project',
  sample: 'Probeer het met voorbeeldfoto’s',
  emptyTitle: 'Nog geen projecten',
  emptyText: 'Maak er een en sleep er een map foto’s op, of kijk rond met 24 voorbeeldlandschappen.',
  search: 'Projecten zoeken',
  nothingFound: (search) => `Geen project heet “${search}”`,
  clearSearch: 'Zoekopdracht wissen',
  photos,
  counts: (photoCount, sceneCount) => `${photos(photoCount)}, ${scenes(sceneCount)}`,
  changed: (when) => `gewijzigd ${when}`,
  running: plural('nl', { one: '# in de maak', other: '# in de maak' }),
  open: (name) => `${name} openen`,
  actionsOf: (name) => `Acties voor ${name}`,
  edit: 'Hernoemen of beschrijven',
  delete: 'Project verwijderen',
  deleted: (name) => `“${name}” verwijderd`,

  createTitle: 'Nieuw project',
  createText: 'De foto’s worden naar het project genoemd: “Zomerhuis” geeft zomerhuis1.jpeg, zomerhuis2.jpeg …',
  editTitle: 'Project hernoemen of beschrijven',
  editText: 'Foto’s houden de namen die ze hebben.',
  name: 'Naam',
  namePlaceholder: 'Zomerhuis',
  nameMissing: 'Geef het project een naam.',
  nameLong: 'Een naam heeft hoogstens 120 tekens.',
  nameTaken: 'Je hebt al een project met deze naam. Kies een andere.',
  description: 'Beschrijving',
  descriptionLong: 'Een beschrijving heeft hoogstens 2.000 tekens.',
  submitCreate: 'Project maken',

  back: 'Alle projecten',
  panes: 'Foto’s en scènes van het project',
  divider: 'Breedte van de foto’s',
  photosTab: 'Foto’s',
  scenesTab: 'Scènes',
  upload: 'Uploaden',
  export: 'Exporteren',
  shotTypes: 'Shottypes',

  dragging: {
    how: 'Druk op M om deze tegel op te pakken, op de pijltjes om hem te verplaatsen, weer op M om hem neer te leggen, op Escape om hem te laten liggen.',
    taken: (name, count) => (count > 1 ? `${moved(count)} opgepakt.` : `${name} opgepakt.`),
    at: (place, count) => `Plaats ${place} van ${count}.`,
    dropped: 'Neergelegd.',
    left: 'Blijft liggen.',
    count: moved,
  },
}
