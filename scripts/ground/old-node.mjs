// Imported first by every script that people start by hand. Written so that even a very old Node can read it.
const version = process.versions.node
if (Number(version.split('.')[0]) < 20) {
  console.error(
    'Greenroom needs Node 20 or newer to start, and this is Node ' +
      version +
      '. Install a newer one from https://nodejs.org and run the command again.',
  )
  process.exit(1)
}
