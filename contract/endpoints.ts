import * as accounts from './accounts.ts'
import { getHouse } from './house.ts'
import * as exported from './exports.ts'
import { listModels } from './models.ts'
import * as operations from './operations.ts'
import * as photos from './photos.ts'
import * as projects from './projects.ts'
import * as scenes from './scenes.ts'
import * as shots from './shots.ts'

/** Every endpoint of the house. The studio reads its types only, so none of this reaches a browser. */
export const endpoints = [
  getHouse,
  accounts.getMe,
  accounts.changeMe,
  accounts.setAvatar,
  accounts.removeAvatar,
  accounts.changePreferences,
  accounts.listSessions,
  accounts.endSession,
  accounts.openCookie,
  accounts.closeCookie,
  accounts.listPeople,
  accounts.decideOnPerson,
  accounts.changeRole,
  accounts.readApproval,
  accounts.useApproval,
  projects.listProjects,
  projects.getProject,
  projects.createProject,
  projects.changeProject,
  projects.deleteProject,
  projects.restoreProject,
  projects.makeSampleProject,
  photos.listPhotos,
  photos.getPhoto,
  photos.openUpload,
  photos.closeUpload,
  photos.cancelUpload,
  photos.deletePhotos,
  photos.restorePhotos,
  photos.movePhotos,
  photos.keepExisting,
  shots.listShotTypes,
  shots.exportShotTypes,
  shots.createShotType,
  shots.importShotTypes,
  shots.orderShotTypes,
  shots.copyShotType,
  shots.changeShotType,
  shots.deleteShotType,
  listModels,
  scenes.listScenes,
  scenes.getScene,
  scenes.previewPrompt,
  scenes.requestScenes,
  scenes.regenerateScene,
  scenes.pinVersion,
  scenes.moveScenes,
  scenes.deleteScenes,
  scenes.restoreScenes,
  scenes.cancelTake,
  scenes.listGenerations,
  scenes.resolveGeneration,
  exported.createExport,
  exported.listExports,
  operations.reportCrash,
  operations.listErrors,
  operations.listJobs,
  operations.retryJob,
  operations.healthz,
  operations.readyz,
] as const
export type HouseEndpoint = (typeof endpoints)[number]
