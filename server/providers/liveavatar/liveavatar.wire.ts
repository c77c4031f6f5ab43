import * as z from 'zod'

/**
 * Every answer of LiveAvatar is an envelope. Done is 1000: its own library takes anything else for a failure, whatever the
 * examples of the API reference print (web SDK 0.0.18, SessionApiClient.js).
 */
export const envelope = z.object({ code: z.int(), data: z.unknown(), message: z.string().nullish() })
export const doneCode = 1000

export const tokenData = z.object({ session_id: z.string().min(1), session_token: z.string().min(1) })

/** What a token tells about itself. It is read, never trusted: only to see that it is of the mode that was asked for. */
export const tokenClaims = z.object({ start_session_data: z.object({ mode: z.string() }) })
