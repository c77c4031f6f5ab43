import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/ground/tools.mjs'

const executablePath = await findChromium()

// Journeys start a house of their own and end it, so there is no webServer here.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.{journey,test,spec}.ts',
  globalSetup: './e2e/empty-house.ts',
  outputDir: 'test-results/e2e',
  // Journeys wait more than they work (a minute between two mails, a picture being drawn), so two go side by side.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // What is waited for comes; how late says how busy the machine is.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // A trace costs every journey a good part of its time: asked for with TRACE=1 when one fails and its picture does not say why.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    // Nothing that is looked at here is a movement, and drawing movements is most of what a browser without a graphics card does.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium as root in a container, without the calls home that a closed network turns into delays.
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
