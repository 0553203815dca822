"""Plays the demo in a pseudo-terminal, as a person would: python3 demo-player.py PLAY COMMAND...

Prints one JSON object: "exit" (exit code) and "steps" (what was seen, in its order).
"""

import json
import os
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from terminal import CTRL_C, CTRL_X, ENTER, Terminal  # noqa: E402

PASSWORD = "correct horse battery staple"


def missed_code(terminal):
    terminal.sees("not Telegram")
    terminal.sees("Which story")
    terminal.types(ENTER)
    terminal.sees("Code sent to the Telegram app")
    terminal.sees(r"Which code came\? \(a text message in \d+ s\)")
    terminal.types(CTRL_X)
    terminal.sees("SIGKILL for the worker")
    terminal.sees("A worker takes over")
    # The inbox and the view come at the same time, in any order.
    code = terminal.sees(r"Telegram code (\d{5})", forget=False).group(1)
    terminal.sees("Code sent by text message")
    terminal.sees("Which code came")
    terminal.types(("22222" if code == "11111" else "11111") + ENTER)
    terminal.sees("That code is wrong")
    terminal.sees("Which code came")
    terminal.types(code + ENTER)
    terminal.sees(r"Password of two-step verification\?")
    terminal.types(PASSWORD + ENTER)
    terminal.sees("Signed in as Support")
    terminal.sees("sendCode 1, .*resendCode 1")
    terminal.sees("Which story")
    terminal.types(CTRL_C)


def leaving_at_a_code(terminal):
    terminal.sees("Which story")
    terminal.types(ENTER)
    terminal.sees("Which code came")
    terminal.types(CTRL_C)


def leaving_while_it_opens(terminal):
    terminal.sees("Starting the Temporal server")
    terminal.types(CTRL_C)


def closing_the_window(terminal):
    terminal.sees("Which story")
    terminal.types(ENTER)
    terminal.sees("Which code came")
    terminal.closes()


every_play = (missed_code, leaving_at_a_code, leaving_while_it_opens, closing_the_window)
plays = {play.__name__: play for play in every_play}

player = Terminal(sys.argv[2:])
try:
    plays[sys.argv[1]](player)
    exit_code = player.ends()
except BaseException:
    os.kill(player.pid, signal.SIGTERM)
    player.ends()
    raise
print(json.dumps({"exit": exit_code, "steps": player.steps}))
