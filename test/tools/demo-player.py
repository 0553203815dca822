"""Plays the demo in a pseudo-terminal, as a person would: python3 demo-player.py PLAY COMMAND...

Prints one JSON object: "exit" (exit code) and "steps" (what was seen, in its order).
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

CTRL_C, CTRL_X, ENTER = "\x03", "\x18", "\r"
PATIENCE_S = 60
PASSWORD = "correct horse battery staple"


class Terminal:
    def __init__(self, command):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.screen = ""
        self.steps = []

    def sees(self, pattern, forget=True):
        """Waits until the text that came since the last find has the pattern; what came before it is then forgotten."""
        until = time.monotonic() + PATIENCE_S
        while True:
            found = re.search(pattern, self.screen)
            if found:
                if forget:
                    self.screen = self.screen[found.end() :]
                self.steps.append(found.group(0))
                return found
            if time.monotonic() > until or not self.read():
                raise AssertionError(f"never seen: {pattern}. Last: {self.screen[-3000:]!r}")

    def read(self):
        ready, _, _ = select.select([self.fd], [], [], 1)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        # Without colours and movements of the cursor.
        self.screen += re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[78])", "", data.decode("utf8", "replace"))
        return data != b""

    def types(self, keys):
        # A person needs a moment too; a prompt that was just drawn does not listen yet.
        time.sleep(0.3)
        os.write(self.fd, keys.encode())

    def closes(self):
        """As the window of a terminal does."""
        os.close(self.fd)
        self.fd = None

    def ends(self):
        until = time.monotonic() + PATIENCE_S
        while self.fd is not None and self.read():
            if time.monotonic() > until:
                raise AssertionError(f"does not end. Last: {self.screen[-3000:]!r}")
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


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
