"""Attends a sign-in in a pseudo-terminal: python3 attended-player.py PLAY PHONE COMMAND...

COMMAND is the latchkey command. Prints one JSON object: "exit" (exit code) and "steps" (what was seen, in its order).
"""

import json
import os
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from terminal import CTRL_C, DOWN, ENTER, Terminal  # noqa: E402

play, phone, command = sys.argv[1], sys.argv[2], sys.argv[3:]


def wait(terminal):
    """Enter alone chooses to wait, and the sign-in goes on."""
    terminal.sees("Nobody knows whether a code was sent")
    terminal.sees("Wait, or ask for a fresh code now")
    terminal.sees("Come back later")
    terminal.types(ENTER)
    terminal.sees(r"Waiting \(the next code goes out in \d+ s\)")
    terminal.types(CTRL_C)


def elsewhere(terminal):
    """Somebody else types a wrong code while one is half typed here."""
    terminal.sees(r"Which code came\?")
    terminal.types("54")
    subprocess.run([*command, "code", phone], input=b"11111\n", capture_output=True, check=False)
    terminal.sees("Another front end has answered")
    terminal.sees("That code is wrong")
    terminal.sees(r"Which code came\?")
    terminal.types(CTRL_C)


def scan(terminal):
    """A QR code is shown, then another one; the choices come with Enter, and somebody scans."""
    terminal.sees("Scan the QR code")
    terminal.sees("Link Desktop Device")
    first = terminal.sees(QR_CODE)
    terminal.sees("Waiting for the scan; Enter for other choices")
    terminal.types(ENTER)
    terminal.sees("Wait")
    terminal.sees("Ask for a fresh code")
    second = terminal.sees(QR_CODE)
    assert first.group(0) != second.group(0), "the QR code stays the same"
    terminal.sees("Signed in as")


# From its upper edge to its lower one: 35 modules across, two rows a line.
QR_CODE = r"█[█▀]{34}\r\n(?:[█▀▄ ]{35}\r\n){16}▀{35}"


def recover(terminal):
    """A forgotten password: a mail, its code, a new password that is first typed differently twice."""
    terminal.sees("an admin can have a recovery code mailed")
    terminal.types(ENTER)
    terminal.sees("Have a recovery code mailed")
    terminal.types(DOWN + ENTER)
    terminal.sees(r"A recovery code was mailed to o\*\*\*r@")
    terminal.sees("Which recovery code came by e-mail")
    terminal.types("748392" + ENTER)
    terminal.sees("Set a new password")
    terminal.types(ENTER)
    for first, second in (("one", "other"), ("a new one", "a new one")):
        terminal.sees(r"New password of two-step verification\?")
        terminal.types(first + ENTER)
        terminal.sees(r"The new password once more\?")
        terminal.types(second + ENTER)
        terminal.sees("A hint for it")
        terminal.types(ENTER)
    terminal.sees("The new password takes the place")
    terminal.types(phone[-4:] + ENTER)
    terminal.sees("Signed in as")


def email(terminal):
    """A login e-mail address that is to be bound: the address, with the wrong digits first, its code, a text message."""
    terminal.sees("Telegram wants a login e-mail address")
    terminal.sees("last four digits")
    terminal.types("ana@example.org 0000" + ENTER)
    terminal.sees("not the last four digits")
    terminal.types("ana@example.org " + phone[-4:] + ENTER)
    terminal.sees("The code proves the address")
    terminal.types("748392" + ENTER)
    terminal.sees("Code sent by text message")
    terminal.types("13579" + ENTER)
    terminal.sees("Signed in as")


player = Terminal([*command, "login", phone, *(["--qr"] if play == "scan" else [])])
try:
    {"wait": wait, "elsewhere": elsewhere, "recover": recover, "scan": scan, "email": email}[play](player)
    exit_code = player.ends()
except BaseException:
    os.kill(player.pid, signal.SIGTERM)
    player.ends()
    raise
print(json.dumps({"exit": exit_code, "steps": player.steps}))
