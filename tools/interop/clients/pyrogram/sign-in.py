"""Signs in on the sandbox with Pyrogram or kurigram: the job in the environment, one JSON line per thing that happened."""

# begin: imports
import asyncio
import hashlib
import json
import os
import subprocess

from pyrogram import Client, errors, raw
from pyrogram.connection import connection, transport
from pyrogram.crypto import rsa

TRANSPORTS = {
    'full': 'TCPFull',
    'abridged': 'TCPAbridged',
    'intermediate': 'TCPIntermediate',
    'padded-intermediate': 'TCPIntermediatePadded',  # kurigram alone has it
    'obfuscated': 'TCPAbridgedO',
    'obfuscated-intermediate': 'TCPIntermediateO',
}
env = os.environ
# TELEGRAM_DC=2@127.0.0.1:4430,4@127.0.0.1:4431 and TELEGRAM_DC_KEY=dc.pem, as `latchkey sandbox` prints them.
# A session begins at data centre 2: the sandbox needs one.
parts = [dc.split('@') for dc in env['TELEGRAM_DC'].split(',')]
addresses = {int(dc): (address.split(':')[0], int(address.split(':')[1])) for dc, address in parts}
protocol = getattr(transport, TRANSPORTS[env.get('TRANSPORT', 'abridged')])
# end: imports


def tell(event, **fields):
    print(json.dumps({'event': event, **fields}), flush=True)


def pyrogram_client():
    # begin: pyrogram
    connection.DataCenter = lambda dc, *_: addresses[dc]
    add_key(env['TELEGRAM_DC_KEY'])
    client = Client('sandbox', 1, 'a' * 32, in_memory=True, no_updates=True)
    # A connection takes its transport from here.
    connection.TCPAbridged = protocol
    # end: pyrogram
    return client


def kurigram_client():
    # begin: kurigram
    def connection_factory(dc_id, server_address, port, **options):
        server_address, port = addresses[dc_id]
        return connection.Connection(dc_id=dc_id, server_address=server_address, port=port, **options)

    add_key(env['TELEGRAM_DC_KEY'])
    client = Client(
        'sandbox', 1, 'a' * 32, in_memory=True, no_updates=True,
        connection_factory=connection_factory, protocol_factory=protocol,
    )
    # end: kurigram
    # Pyrogram's names for them.
    client.send_code, client.resend_code = client.send_phone_number_code, client.resend_phone_number_code
    return client


# begin: key
def add_key(pem_file):
    shown = subprocess.run(
        ['openssl', 'rsa', '-RSAPublicKey_in', '-in', pem_file, '-noout', '-modulus'],
        check=True, capture_output=True, text=True,
    )
    modulus = bytes.fromhex(shown.stdout.strip().removeprefix('Modulus='))
    # Both numbers as TL bytes: 256 and 3 of them, padded to a multiple of 4.
    serialized = b'\xfe\x00\x01\x00' + modulus + b'\x03\x01\x00\x01'
    fingerprint = int.from_bytes(hashlib.sha1(serialized).digest()[-8:], 'little', signed=True)
    rsa.server_public_keys[fingerprint] = rsa.PublicKey(int.from_bytes(modulus, 'big'), 65537)
# end: key


async def give_password(client):
    if 'WRONG_PASSWORD' in env:
        try:
            await client.check_password(env['WRONG_PASSWORD'])
        except errors.PasswordHashInvalid:
            tell('refused', error='PASSWORD_HASH_INVALID')
    await client.check_password(env['PASSWORD'])


async def main():
    client = kurigram_client() if hasattr(Client, 'send_phone_number_code') else pyrogram_client()
    phone = env['PHONE']
    await client.connect()
    try:
        sent = await client.send_code(phone)
        tell('sent', type=sent.type.name)
        if 'RESEND_AFTER_SECONDS' in env:
            await asyncio.sleep(float(env['RESEND_AFTER_SECONDS']))
            sent = await client.resend_code(phone, sent.phone_code_hash)
            tell('sent', type=sent.type.name)
        if 'WRONG_CODE' in env:
            try:
                await client.sign_in(phone, sent.phone_code_hash, env['WRONG_CODE'])
            except errors.PhoneCodeInvalid:
                tell('refused', error='PHONE_CODE_INVALID')
        try:
            await client.sign_in(phone, sent.phone_code_hash, env['CODE'])
        except errors.SessionPasswordNeeded:
            tell('passwordNeeded')
            await give_password(client)
        # get_me() would ask for users.getFullUser, which the sandbox does not have.
        [me] = await client.invoke(raw.functions.users.GetUsers(id=[raw.types.InputUserSelf()]))
        tell('signedIn', userId=me.id, firstName=me.first_name, phone=me.phone)
    finally:
        await client.disconnect()


asyncio.get_event_loop().run_until_complete(main())
