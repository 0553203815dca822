/** Node's timers take 31 bits of milliseconds, some 24 days, and fire at once beyond. */
export const longestTimerMs = 2_147_483_647;
export const longestTimerSeconds = 2_147_483;
