import type { LoginClientErrorCode } from '../../client/login-client-error.ts';
import type { SrpErrorCode } from '../../client/srp/srp-error.ts';
import type { EmbeddedTemporalErrorCode } from '../../runtime/embedded-temporal/embedded-temporal-error.ts';
import type { SealingErrorCode } from '../../runtime/sealing-error.ts';
import type { VaultErrorCode } from '../../vault/vault-error.ts';

type Notes<Code extends string> = { title: string; about: string; notes: Record<Code, string> };

const vault: Notes<VaultErrorCode> = {
  title: 'VaultError',
  about: 'The vault cannot do what was asked. The message names the file and the reason; nothing of its content.',
  notes: {
    VAULT_KEY_WRONG:
      'The key given is not the one that the vault was written with; found before any write. Give the key from the backup.',
    VAULT_READ_ONLY: 'The file or its folder cannot be written. Give the user of the process write access.',
    VAULT_CORRUPT:
      'The file is damaged, or a row was changed by something else than Latchkey. Keep a copy and restore the file from ' +
      'a backup together with its `-wal` file.',
    VAULT_LOCKED:
      'Another process held the file for longer than 5 seconds. Look for a stuck process or a backup tool; trying again is safe.',
    VAULT_UNREADABLE:
      "The file cannot be opened, read or written at all: check its path, its rights, the disk's space.",
    VAULT_NEWER: 'A newer Latchkey wrote it. Update this one; there is no way back to an older version.',
  },
};

const loginClient: Notes<LoginClientErrorCode> = {
  title: 'LoginClientError',
  about: 'A command could not be given. Nothing was sent unless the text below says otherwise.',
  notes: {
    PHONE_NUMBER_IMPOSSIBLE:
      'What was typed has no 7 to 15 digits after the country code. Write the number with its plus.',
    NUMBER_NOT_ENROLLED:
      'Enrol the number on the host with `latchkey numbers add +… --label … --owner …`, if the organisation owns or administers it.',
    SEND_BUDGET_USED_UP:
      'All sends of the number are used up and none of its sign-ins runs. The message says when one is free.',
    NO_LOGIN: 'This number never had a sign-in here. Start one with `latchkey login +…`.',
    LOGIN_ENDED: 'The sign-in that the command was for has ended. Look at it with `latchkey show`, or start another.',
    LOGIN_RUNNING: 'What was asked must wait until the sign-in of this number has ended. Cancel it, or let it end.',
    CODE_TOO_LONG: 'Nothing was sent to Temporal or Telegram, and the sign-in still asks its question.',
    PASSWORD_EMPTY: 'An empty password is not sent to Telegram, which would count it as a wrong one.',
    NEW_PASSWORD_UNFIT:
      'A new password is empty, or its hint is too long or gives it away. Nothing was sent, and nothing was changed.',
    VIEW_UNREADABLE: 'The stored view was written by another version. Run commands and workers of one version.',
    TEMPORAL_UNREACHABLE:
      'Only a question asked once fails so; commands wait and try by themselves. Start `latchkey start`, or check `TEMPORAL_ADDRESS`.',
    TEMPORAL_REFUSED:
      "Temporal does not let the command in. Check namespace, API key and certificate in Temporal's variables.",
    TEMPORAL_FAILED:
      'Anything else that Temporal says; the message quotes it. Whether the command took effect shows `latchkey show`.',
  },
};

const embeddedTemporal: Notes<EmbeddedTemporalErrorCode> = {
  title: 'EmbeddedTemporalError',
  about: 'The Temporal server that Latchkey runs itself cannot be had.',
  notes: {
    ALREADY_RUNNING: 'Another process runs the server of this `LATCHKEY_HOME`. Use that one, or stop it first.',
    DATABASE_IN_USE:
      "Something that Latchkey did not start has the server's database open; two servers on one file would ruin it. The " +
      'message names the process where it can.',
    CLI_NOT_FOUND:
      'No `temporal` program on PATH or in the cache, none could be downloaded, and none could be built with Go. ' +
      'Install one and set `TEMPORAL_CLI_PATH`.',
    START_FAILED:
      'The program was started and ended, or did not answer within a minute. Its last lines stand in the message.',
    HOME_UNUSABLE:
      '`LATCHKEY_HOME` cannot be written. Give the user of the process write access, or name another folder.',
  },
};

const sealing: Notes<SealingErrorCode> = {
  title: 'SealingError',
  about: 'Something sealed does not open. The message names key ids, never data.',
  notes: {
    KEY_UNKNOWN:
      'It was sealed under a key that this process does not have. Add that key to the list, behind the current one.',
    TAMPERED:
      'The bytes, the key or the place are not those it was sealed with: damage, or somebody changed or moved it.',
    MALFORMED: 'It is too short or of a format that this version does not know.',
    NOT_SEALED:
      'Plain data stands where only sealed data may: somebody spoke to a sign-in with a plain Temporal client. It was not used.',
    RING_UNUSABLE: 'The first key of the list is missing or not 32 bytes long.',
  },
};

const srp: Notes<SrpErrorCode> = {
  title: 'SrpError',
  about: 'No proof of the password was made, so nothing about it left the process.',
  notes: {
    CHALLENGE_MALFORMED:
      'A field of the password question is not what the protocol allows. Try again; report it if it stays.',
    CHALLENGE_UNSAFE:
      "The question's numbers would let a dishonest server learn the password from the answer. Check which data centre you talk to.",
  },
};

export const errorNotes: readonly Notes<string>[] = [vault, loginClient, embeddedTemporal, sealing, srp];
