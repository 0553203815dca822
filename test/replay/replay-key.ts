/** The payload key of the checked-in histories. It seals nothing else. */
export const REPLAY_PAYLOAD_KEYS = 'replay:bGF0Y2hrZXktcmVwbGF5LXRlc3Qta2V5LW5vdC11c2U=';
