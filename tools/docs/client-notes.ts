/** What docs/sandbox/clients.md says beside each driver's own lines, by the driver's folder. */
export const clientNotes: Readonly<Record<string, string>> = {
  telethon: 'Takes a key and an address by public calls, and asks `help.getConfig` for the other data centres.',
  pyrogram:
    'Has keys and addresses in module variables, which are replaced. Declares layer 158 and sends the older form of ' +
    '`auth.resendCode`. `get_me()` asks for `users.getFullUser`, which the sandbox does not have; `users.getUsers` ' +
    'does it.',
  kurigram:
    'The maintained fork of Pyrogram: the key is added as there, addresses come by `connection_factory`. `get_me()` as in Pyrogram.',
  mtcute:
    'Takes the key and the data centre by public calls. Keep its storage in memory, or the session would point at a ' +
    'sandbox that is gone. Make one call between the sign-in and `destroy()`, such as `getMe()`, or its process does ' +
    'not end. With `--ignore-scripts` it installs without a compiler.',
  gramjs:
    'Dials port 80 whatever the session says, so a socket class leads it to the right one. Ports above 32767 break ' +
    'its session strings; the sandbox chooses lower ones.',
  gotd:
    'Takes keys, data centres and transport as options. Its padded intermediate transport was left out: it removes at ' +
    'most 3 bytes of padding where the specification allows 15.',
  grammers:
    'Knows the keys of Telegram alone. Make a copy of the crate `grammers-mtproto`, let `key_for_fingerprint` in ' +
    '`src/authentication.rs` return the key of the sandbox, and name the copy under `[patch.crates-io]`, as the ' +
    'manifest of the driver does. It has no call for a resend: that is made of raw requests. After a wrong password ' +
    'it hands out the spent challenge again; ask for a fresh one.',
  tdlib:
    'Takes neither keys nor addresses. `npm run interop -- --only tdlib` overwrites the text of the keys in a copy of ' +
    'the library and runs it in a network namespace (`unshare --net`, Linux, root or user namespaces) where the ' +
    'built-in addresses lie on the loopback device and lead to the sandbox.',
};
