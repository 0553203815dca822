"""Signs in on the sandbox with TDLib: the job in the environment, one JSON line per thing that happened."""

import ctypes
import json
import os
import sys
import time

env = os.environ
# begin: point
# A copy of libtdjson in which the text of Telegram's RSA keys was overwritten by that of the sandbox's, in a network
# namespace where Telegram's addresses are those of the sandbox: TDLib has both built in.
library = ctypes.CDLL(env['TDJSON_LIBRARY'])
# end: point
library.td_receive.restype = ctypes.c_char_p
library.td_receive.argtypes = [ctypes.c_double]
library.td_send.argtypes = [ctypes.c_int, ctypes.c_char_p]
library.td_execute.restype = ctypes.c_char_p
library.td_execute.argtypes = [ctypes.c_char_p]
client = library.td_create_client_id()


def tell(event, **fields):
    print(json.dumps({'event': event, **fields}), flush=True)


def call(kind, **fields):
    """One request and its answer, or the error as a dictionary of type `error`. Updates are kept."""
    library.td_send(client, json.dumps({'@type': kind, '@extra': kind, **fields}).encode())
    while True:
        answer = receive()
        if answer.get('@extra') == kind:
            return answer


states = []


def receive():
    text = library.td_receive(20.0)
    if text is None:
        sys.exit('error: TDLib said nothing for 20 s')
    answer = json.loads(text)
    if answer['@type'] == 'updateAuthorizationState':
        states.append(answer['authorization_state'])
    return answer


def next_state(kind):
    while True:
        while states:
            state = states.pop(0)
            if state['@type'] == kind:
                return state
        receive()


def expect_error(answer, name):
    if answer.get('message') != name:
        sys.exit(f'error: {answer}')
    tell('refused', error=name)


def sent(state):
    tell('sent', type=state['code_info']['type']['@type'])


library.td_execute(json.dumps({'@type': 'setLogVerbosityLevel', 'new_verbosity_level': 1}).encode())
folder = f"{env['TDLIB_FOLDER']}-{env['PHONE']}"
call(
    'setTdlibParameters', database_directory=folder, api_id=1, api_hash='a' * 32, system_language_code='en',
    device_model='sandbox', application_version='1',
)
next_state('authorizationStateWaitPhoneNumber')
call('setAuthenticationPhoneNumber', phone_number=env['PHONE'])
sent(next_state('authorizationStateWaitCode'))
if 'RESEND_AFTER_SECONDS' in env:
    time.sleep(float(env['RESEND_AFTER_SECONDS']))
    call('resendAuthenticationCode')
    sent(next_state('authorizationStateWaitCode'))
if 'WRONG_CODE' in env:
    expect_error(call('checkAuthenticationCode', code=env['WRONG_CODE']), 'PHONE_CODE_INVALID')
call('checkAuthenticationCode', code=env['CODE'])
if 'PASSWORD' in env:
    next_state('authorizationStateWaitPassword')
    tell('passwordNeeded')
    if 'WRONG_PASSWORD' in env:
        expect_error(call('checkAuthenticationPassword', password=env['WRONG_PASSWORD']), 'PASSWORD_HASH_INVALID')
    call('checkAuthenticationPassword', password=env['PASSWORD'])
next_state('authorizationStateReady')
me = call('getMe')
tell('signedIn', userId=me['id'], firstName=me['first_name'], phone=me['phone_number'])
# Without a word to the server: a log-out would end what is looked at afterwards.
os._exit(0)
