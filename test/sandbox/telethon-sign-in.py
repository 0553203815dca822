"""Signs in on the sandbox with Telethon. One JSON object on stdin, one on the last line of stdout."""

import asyncio
import json
import sys
import urllib.request

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


def inbox(job):
    url = f"{job['controlUrl']}/accounts/{job['phone']}/inbox"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)['inbox']


async def sign_in(job, transport):
    session = MemorySession()
    session.set_dc(job['dc'], '127.0.0.1', job['port'])
    client = TelegramClient(session, 1, 'a' * 32, connection=TRANSPORTS[transport], connection_retries=3)
    seen = []
    await client.connect()
    try:
        sent = await client.send_code_request(job['phone'])
        seen.append(type(sent.type).__name__)
        if 'resendAfterSeconds' in job:
            await asyncio.sleep(job['resendAfterSeconds'])
            sent = await client(functions.auth.ResendCodeRequest(job['phone'], sent.phone_code_hash))
            seen.append(type(sent.type).__name__)
        try:
            await client.sign_in(job['phone'], 'wrong', phone_code_hash=sent.phone_code_hash)
        except errors.PhoneCodeInvalidError:
            seen.append('PHONE_CODE_INVALID')
        try:
            code = inbox(job)[-1]['code']
            await client.sign_in(job['phone'], code, phone_code_hash=sent.phone_code_hash)
        except errors.SessionPasswordNeededError:
            seen.append('SESSION_PASSWORD_NEEDED')
            try:
                await client.sign_in(password='wrong')
            except errors.PasswordHashInvalidError:
                seen.append('PASSWORD_HASH_INVALID')
            await client.sign_in(password=job['password'])
        me = await client.get_me()
        dc = client.session.dc_id
        await client.log_out()
        return {
            'userId': me.id,
            'firstName': me.first_name,
            'phone': me.phone,
            'bot': me.bot,
            'dc': dc,
            'seen': seen,
        }
    finally:
        await client.disconnect()


async def main():
    job = json.load(sys.stdin)
    with open(job['keyFile'], 'rb') as pem:
        rsa.add_key(pem.read(), old=False)
    print(json.dumps([await sign_in(job, transport) for transport in job['transports']]))


asyncio.run(main())
