import { plural } from '#lib/messages.ts'

const photos = plural('en', { zero: 'No photos', one: '# photo', other: '# photos' })
const scenes = plural('en', { zero: 'no scenes', one: '# scene', other: '# scenes' })

export const en = {
  title: 'Dashboard',
  greeting: (name: string) => `Hello ${name}`,
  recent: 'Recent projects',
  all: 'All projects',
  newProject: 'New project',
  projectFacts: (photoCount: number, sceneCount: number) => `${photos(photoCount)}, ${scenes(sceneCount)}`,
  making: plural('en', { one: '# being made', other: '# being made' }),
  changed: (ago: string) => `Changed ${ago}`,
  running: 'Being made now',
  runningScenes: plural('en', { one: '# scene', other: '# scenes' }),
  runningPhotos: plural('en', { one: '# photo', other: '# photos' }),
  emptyTitle: 'Turn photos into scenes',
  emptyText:
    'Make a project, drop a folder of photos into it, and pick the first and last frame of each scene. Or look around in a sample first.',
  createProject: 'Create project',
  makeSample: 'Make a sample project',
  makingSample: 'Making 24 photos…',
  nextSlideshow: 'Next slideshow',
  calendar: 'Calendar',
  slideshowsToday: (made: number, most: number) => `${made} of ${most} made today`,
  waitingPosts: 'Waiting for your approval',
  posts: 'Posts',
  postsWait: plural('en', { one: '# post', other: '# posts' }),
  postsWaitDetail: 'Nothing goes out before you say so.',
  lastPractice: 'Last practice',
  openPractice: 'A call waits for you',
  coach: 'Coach',
  assigned: 'You were asked to practise',
  due: (when: string) => `Due ${when}`,
  noDeadline: 'No deadline',
  assignmentsDue: plural('en', { one: '# assignment open', other: '# assignments open' }),
  score: (points: number) => `${points} of 100`,
  otherRooms: 'Or begin somewhere else',
  room: {
    slideshows: {
      name: 'Make a slideshow',
      text: 'Captioned vertical videos from your photos, on a schedule, posted when you say so.',
    },
    coach: { name: 'Rehearse a sales call', text: 'Talk to a customer who pushes back, and see what worked.' },
  },
  opening: 'Opening the scene…',
}
