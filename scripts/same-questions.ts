import fc from 'fast-check'

// A change is judged by the same questions as the one before it, so that a red run is about the change. Others are asked with
// PROPERTY_SEED=<any whole number> npm test.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_121) })
