"""A pseudo-terminal in which a test types as a person would."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

CTRL_C, CTRL_X, DOWN, ENTER = "\x03", "\x18", "\x1b[B", "\r"
PATIENCE_S = 60


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
