import 'media-chrome/media-controller'
import 'media-chrome/media-control-bar'
import 'media-chrome/media-fullscreen-button'
import 'media-chrome/media-loading-indicator'
import 'media-chrome/media-mute-button'
import 'media-chrome/media-pip-button'
import 'media-chrome/media-play-button'
import 'media-chrome/media-playback-rate-button'
import 'media-chrome/media-time-display'
import 'media-chrome/media-time-range'
import { addTranslation } from 'media-chrome/utils/i18n'
import type { ComponentType, HTMLAttributes, ReactNode, Ref } from 'react'
import { useLanguage } from '#lib/language.ts'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { player } from '#messages/player.ts'
import { allowStyles } from './player-styles.ts'
import './player.css'

allowStyles()

// These elements bring their own types for several frameworks but none for plain JSX.
type Element = ComponentType<
  HTMLAttributes<HTMLElement> & { slot?: string; class?: string; children?: ReactNode; [name: string]: unknown }
>
const element = (name: string): Element => name as unknown as Element
const Controller = element('media-controller')
const ControlBar = element('media-control-bar')
const PlayButton = element('media-play-button')
const TimeRange = element('media-time-range')
const TimeDisplay = element('media-time-display')
const MuteButton = element('media-mute-button')
const RateButton = element('media-playback-rate-button')
const PipButton = element('media-pip-button')
const FullscreenButton = element('media-fullscreen-button')
const LoadingIndicator = element('media-loading-indicator')

/** One take with everything that moves through it. Keys belong to the page, so that they are the same everywhere on it. */
export default function Player(props: {
  versionId: string
  label: string
  aspect: number
  video: Ref<HTMLVideoElement>
  loop: boolean
}) {
  const language = useLanguage()
  // Before the first control is drawn; the same words again change nothing.
  addTranslation(language, useMessages(player))
  return (
    <Controller
      class="take-player"
      lang={language}
      nohotkeys=""
      aria-label={props.label}
      style={{ aspectRatio: props.aspect }}
    >
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- generated pictures without speech */}
      <video
        ref={props.video}
        slot="media"
        src={versionUrl(props.versionId, 'video')}
        poster={versionUrl(props.versionId, 'poster')}
        loop={props.loop}
        playsInline
        preload="auto"
        aria-label={props.label}
        tabIndex={-1}
      />
      <LoadingIndicator slot="centered-chrome" noautohide="" />
      <ControlBar>
        <PlayButton notooltip="" />
        <TimeRange />
        <TimeDisplay showduration="" notoggle="" />
        <RateButton notooltip="" rates="0.25 0.5 1 2" />
        <MuteButton notooltip="" />
        <PipButton notooltip="" />
        <FullscreenButton notooltip="" />
      </ControlBar>
    </Controller>
  )
}
