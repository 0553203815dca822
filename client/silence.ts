import type { LoginDescription } from './describe-login.ts';
import { fill } from './texts/fill.ts';
import * as texts from './texts/texts.ts';

/** Why a command has no answer yet. `message` is for whoever waits; the waiting goes on by itself. */
export type Silence = { reason: 'temporalUnreachable' | 'stuck' | 'noWorker' | 'slow'; message: string };

export type SilenceWatch = {
  /** A worker has the command: only now and then is a word due. */
  accepted(): void;
  stop(): void;
};

/**
 * Looks, each time nothing has been heard for a while, who keeps silent, and says so once per reason.
 *
 * @param describe must fail soon when Temporal does not answer
 */
export function watchSilence(options: {
  patienceMs: number;
  acceptedPatienceMs: number;
  describe: () => Promise<LoginDescription>;
  onSilent: (silence: Silence) => void;
}): SilenceWatch {
  let accepted = false;
  let stopped = false;
  let said: Silence['reason'] | undefined;
  let timer = setTimeout(look, options.patienceMs);

  function look(): void {
    void options.describe().then(
      (description) => say(silenceOf(description, accepted, options.patienceMs)),
      () => say(unreachable),
    );
  }

  function say(silence: Silence): void {
    if (stopped) return;
    if (silence.reason !== said) options.onSilent(silence);
    said = silence.reason;
    restart();
  }

  function restart(): void {
    clearTimeout(timer);
    timer = setTimeout(look, accepted ? options.acceptedPatienceMs : options.patienceMs);
  }

  return {
    accepted: () => {
      accepted = true;
      restart();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const unreachable: Silence = {
  reason: 'temporalUnreachable',
  message: texts.client.silence.temporalUnreachable,
};

function silenceOf(description: LoginDescription, accepted: boolean, patienceMs: number): Silence {
  if (description.stuck !== undefined) {
    return {
      reason: 'stuck',
      message: fill(texts.client.silence.stuck, { why: description.stuck }),
    };
  }
  if (accepted) {
    return { reason: 'slow', message: texts.client.silence.slow };
  }
  return {
    reason: 'noWorker',
    message: fill(texts.client.silence.noWorker, { seconds: Math.round(patienceMs / 1_000) }),
  };
}
