"""Signs in on the sandbox with Telethon: the job in the environment, one JSON line per thing that happened."""

# begin: imports
import asyncio
import json
import os

from telethon import TelegramClient, errors, functions
from telethon.crypto import rsa
from telethon.network import connection
from telethon.sessions import MemorySession

TRANSPORTS = {
    'full': connection.ConnectionTcpFull,
    'abridged': connection.ConnectionTcpAbridged,
    'intermediate': connection.ConnectionTcpIntermediate,
    'obfuscated': connection.ConnectionTcpObfuscated,
}
env = os.environ
# end: imports


def tell(event, **fields):
    print(json.dumps({'event': event, **fields}), flush=True)


def sandbox_client():
    # begin: point
    # TELEGRAM_DC=2@127.0.0.1:4430 and TELEGRAM_DC_KEY=dc.pem, as `latchkey sandbox` prints them.
    dc, address = env['TELEGRAM_DC'].split(',')[0].split('@')
    host, port = address.split(':')
    with open(env['TELEGRAM_DC_KEY'], 'rb') as pem:
        rsa.add_key(pem.read(), old=False)
    session = MemorySession()
    session.set_dc(int(dc), host, int(port))
    transport = TRANSPORTS[env.get('TRANSPORT', 'full')]
    client = TelegramClient(session, 1, 'a' * 32, connection=transport)
    # end: point
    return client


async def give_password(client):
    if 'WRONG_PASSWORD' in env:
        try:
            await client.sign_in(password=env['WRONG_PASSWORD'])
        except errors.PasswordHashInvalidError:
            tell('refused', error='PASSWORD_HASH_INVALID')
    await client.sign_in(password=env['PASSWORD'])


async def main():
    client, phone = sandbox_client(), env['PHONE']
    await client.connect()
    try:
        sent = await client.send_code_request(phone)
        tell('sent', type=type(sent.type).__name__)
        if 'RESEND_AFTER_SECONDS' in env:
            await asyncio.sleep(float(env['RESEND_AFTER_SECONDS']))
            sent = await client(functions.auth.ResendCodeRequest(phone, sent.phone_code_hash))
            tell('sent', type=type(sent.type).__name__)
        if 'WRONG_CODE' in env:
            try:
                await client.sign_in(phone, env['WRONG_CODE'], phone_code_hash=sent.phone_code_hash)
            except errors.PhoneCodeInvalidError:
                tell('refused', error='PHONE_CODE_INVALID')
        try:
            await client.sign_in(phone, env['CODE'], phone_code_hash=sent.phone_code_hash)
        except errors.SessionPasswordNeededError:
            tell('passwordNeeded')
            await give_password(client)
        me = await client.get_me()
        tell('signedIn', userId=me.id, firstName=me.first_name, phone=me.phone)
    finally:
        await client.disconnect()


asyncio.run(main())
