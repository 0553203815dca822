import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Moves messages and stacks of failures into a payload, which the codec then seals: an error's message is the likeliest
 * place for a secret to slip out. Temporal loads this file by its path, also into the workflow bundle, so it
 * imports nothing that needs Node.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
