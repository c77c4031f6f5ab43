import { plural } from '#lib/messages.ts'
import type { en } from '../en/dashboard.ts'

const photos = plural('nl', { zero: 'Geen foto’s', one: '# foto', other: '# foto’s' })
const scenes = plural('nl', { zero: 'geen scènes', one: '# scène', other: '# scènes' })

export const nl: typeof en = {
  title: 'Dashboard',
  greeting: (name) => `Hallo ${name}`,
  recent: 'Recente projecten',
  all: 'Alle projecten',
  newProject: 'Nieuw project',
  projectFacts: (photoCount, sceneCount) => `${photos(photoCount)}, ${scenes(sceneCount)}`,
  making: plural('nl', { one: '# in de maak', other: '# in de maak' }),
  changed: (ago) => `Gewijzigd ${ago}`,
  running: 'Wordt nu gemaakt',
  runningScenes: plural('nl', { one: '# scène', other: '# scènes' }),
  runningPhotos: plural('nl', { one: '# foto', other: '# foto’s' }),
  emptyTitle: 'Maak scènes van foto’s',
  emptyText:
    'Maak een project, sleep er een map foto’s in en kies van elke scène het eerste en het laatste beeld. Of kijk eerst rond in een voorbeeld.',
  createProject: 'Project maken',
  makeSample: 'Maak een voorbeeldproject',
  makingSample: '24 foto’s maken…',
  nextSlideshow: 'Volgende diashow',
  calendar: 'Kalender',
  slideshowsToday: (made, most) => `vandaag ${made} van ${most} gemaakt`,
  waitingPosts: 'Wacht op je goedkeuring',
  posts: 'Posts',
  postsWait: plural('nl', { one: '# post', other: '# posts' }),
  postsWaitDetail: 'Er gaat niets uit voordat jij het zegt.',
  lastPractice: 'Laatste oefening',
  openPractice: 'Er wacht een gesprek op je',
  coach: 'Coach',
  assigned: 'Je bent gevraagd om te oefenen',
  due: (when) => `Uiterlijk ${when}`,
  noDeadline: 'Geen uiterste datum',
  assignmentsDue: plural('nl', { one: '# opdracht open', other: '# opdrachten open' }),
  score: (points) => `${points} van 100`,
  otherRooms: 'Of begin ergens anders',
  room: {
    slideshows: {
      name: 'Maak een diashow',
      text: 'Verticale video’s met ondertitels uit je foto’s, volgens een schema, gepost als jij het zegt.',
    },
    coach: { name: 'Oefen een verkoopgesprek', text: 'Praat met een klant die tegengas geeft en zie wat werkte.' },
  },
  opening: 'De scène openen…',
}
