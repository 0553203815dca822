import fc from 'fast-check';

/** Each mutant is met by hundreds of histories rather than thousands, and the first that fails is enough. */
fc.configureGlobal({ numRuns: 200, endOnFailure: true });
