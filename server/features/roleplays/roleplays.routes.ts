import { listAllCalls as listAllCallsEndpoint } from '@greenroom/contract/rehearsal-admin.ts'
import * as calls from '@greenroom/contract/rehearsal-calls.ts'
import * as live from '@greenroom/contract/rehearsal-live.ts'
import * as reviews from '@greenroom/contract/rehearsal-reviews.ts'
import { Fault } from '#kernel/fault.ts'
import { withBodyAsFile } from '#kernel/http/body-file.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { sendBytes } from '#kernel/http/send-object.ts'
import { listAllCalls } from './roleplays.admin.ts'
import { readAbilities } from './roleplays.abilities.ts'
import { openCallArchive } from './roleplays.archive.ts'
import * as clips from './roleplays.clips.ts'
import { transcribeAgain } from './roleplays.listening.ts'
import { hearVoice, openVoice, type HearingTools } from './roleplays.hearing.ts'
import { giveConsent, withdrawConsent } from './roleplays.consents.ts'
import { endFace, openFace } from './roleplays.live.ts'
import { retryMoment, startSession } from './roleplays.opening.ts'
import { deleteRecordings } from './roleplays.keeping.ts'
import * as verbs from './roleplays.ts'
import { addNote, changeNote, deleteNote, listNotes } from './roleplays.notes.ts'
import { disputeCheck, readScore, reviewCheck } from './roleplays.reviews.ts'
import { processSession } from './roleplays.scoring.ts'
import { sayTurn } from './roleplays.turns.ts'

export const roleplayRoutes = (tools: HearingTools): Route[] => [
  route(calls.readAbilities, ({ actor }) => readAbilities(tools, actor)),
  route(calls.giveConsent, ({ actor, body }) => giveConsent(tools, actor, body)),
  route(calls.withdrawConsent, ({ actor, body }) => withdrawConsent(tools, actor, body.purpose)),
  route(calls.startSession, ({ actor, body }) => startSession(tools, actor, body)),
  route(calls.listRoleplays, ({ actor, query }) => verbs.listRoleplays(tools, actor, query)),
  route(calls.getRoleplay, ({ actor, params, query }) =>
    verbs.getRoleplay(tools, actor, params.sessionId, query.reason ?? null),
  ),
  route(calls.sayTurn, ({ actor, params, body }) => sayTurn(tools, actor, params.sessionId, body)),
  route(calls.getClip, ({ actor, params }) => clips.getClip(tools, actor, params)),
  route(calls.dropClip, ({ actor, params }) => clips.dropClip(tools, actor, params)),
  route(calls.transcribeAgain, ({ actor, params }) => transcribeAgain(tools, actor, params)),
  route(calls.pauseCall, ({ actor, params, body }) => verbs.pauseCall(tools, actor, params.sessionId, body)),
  route(calls.askHint, ({ actor, params }) => verbs.askHint(tools, actor, params.sessionId)),
  route(calls.hangUp, ({ actor, params }) => verbs.hangUp(tools, actor, params.sessionId)),
  route(live.openFace, ({ actor, params }) => openFace(tools, actor, params.sessionId)),
  route(live.endFace, ({ actor, params, body }) => endFace(tools, actor, params.sessionId, body.faceId)),
  route(live.openVoice, ({ actor, params }) => openVoice(tools, actor, params.sessionId)),
  route(calls.editTurn, ({ actor, params, body }) => verbs.editTurn(tools, actor, params, body.text)),
  route(reviews.retryMoment, ({ actor, params, body }) => retryMoment(tools, actor, params.sessionId, body)),
  route(reviews.shareRoleplay, ({ actor, params, body }) =>
    verbs.shareRoleplay(tools, actor, params.sessionId, body.shared),
  ),
  route(reviews.deleteRecordings, ({ actor, params }) => deleteRecordings(tools, actor, params.sessionId)),
  route(reviews.deleteRoleplays, ({ actor, body }) => verbs.setRoleplaysDeleted(tools, actor, body.ids, true)),
  route(reviews.restoreRoleplays, ({ actor, body }) => verbs.setRoleplaysDeleted(tools, actor, body.ids, false)),
  route(listAllCallsEndpoint, ({ actor, query }) => listAllCalls(tools, actor, query)),
  route(reviews.processSession, ({ actor, params }) => processSession(tools, actor, params.sessionId)),
  route(reviews.readScore, ({ actor, params }) => readScore(tools, actor, params.sessionId)),
  route(reviews.reviewCheck, ({ actor, params, body }) => reviewCheck(tools, actor, params.sessionId, body)),
  route(reviews.disputeCheck, ({ actor, params, body }) => disputeCheck(tools, actor, params.sessionId, body)),
  route(reviews.listNotes, ({ actor, params }) => listNotes(tools, actor, params.sessionId)),
  route(reviews.addNote, ({ actor, params, body }) => addNote(tools, actor, params.sessionId, body)),
  route(reviews.changeNote, ({ actor, params, body }) => changeNote(tools, actor, params, body.body)),
  route(reviews.deleteNote, ({ actor, params }) => deleteNote(tools, actor, params)),
]

export const roleplayRawRoutes = (tools: HearingTools): RawRoute[] => [
  {
    method: calls.uploadClip.method,
    path: calls.uploadClip.path,
    access: calls.uploadClip.access,
    answer: async (http, actor) => {
      const person = personOf(actor)
      const wish = clips.clipWish(http.req.param(), http.req.query(), http.req.header('content-type') ?? '')
      await clips.admitClip(tools, person, wish, Number(http.req.header('content-length') ?? 0))
      const maxBytes = calls.uploadClip.file?.maxBytes ?? 0
      const kept = await withBodyAsFile(http, { folder: clips.clipFolder(tools), maxBytes }, (path) =>
        clips.keepClip(tools, person, wish, path),
      )
      http.header('Cache-Control', 'no-store')
      return http.json(calls.uploadClip.reply.parse(kept))
    },
  },
  {
    method: 'GET',
    path: live.voicePath(':sessionId{[0-9a-f-]{36}}', ':turnId{[0-9a-f-]{36}}'),
    access: 'approved',
    cookie: true,
    answer: async (http, actor) => {
      // To ask whether it is there does not have it made.
      if (http.req.method === 'HEAD') throw new Fault('request.no_such_route', 404, 'There is nothing at this address.')
      const { sessionId = '', turnId = '' } = http.req.param()
      const token = http.req.header(live.voiceTokenHeader) ?? ''
      const sound = await hearVoice(tools, personOf(actor), { sessionId, turnId, token })
      return http.body(sound, 200, {
        'Content-Type': 'audio/pcm',
        'Cache-Control': 'no-store',
        // A proxy that collects what passes would make it late.
        'X-Accel-Buffering': 'no',
      })
    },
  },
  {
    method: 'GET',
    path: reviews.sessionFilePath(':sessionId{[0-9a-f-]{36}}'),
    access: 'approved',
    cookie: true,
    answer: async (http, actor) => {
      const archive = await openCallArchive(tools, personOf(actor), http.req.param('sessionId') ?? '')
      return await sendBytes(http, {
        ...archive,
        contentType: 'application/zip',
        saved: true,
        cacheControl: 'private, no-cache',
      })
    },
  },
]
