"""Plays a list of acts at a pseudo-terminal: python3 terminal-player.py CONTROL_URL PHONE COMMAND... < ACTS

ACTS is JSON: {"sees": PATTERN}, {"types": TEXT}, {"down": N} (the arrow key, then Enter), {"code": N} (types the Nth code that the
account's owner has received, then Enter), {"waits": N} (until that code is there), {"leaves": true} (Ctrl-C), {"releases": true}
(replies that the data centre holds) and {"kill": true} (SIGKILL). Prints one JSON object: "exit" and "screen".
"""

import json
import os
import signal
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from terminal import CTRL_C, DOWN, ENTER, PATIENCE_S, Terminal  # noqa: E402

control, phone, command = sys.argv[1], sys.argv[2].lstrip("+"), sys.argv[3:]
acts = json.load(sys.stdin)


def code(nth):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{control}/accounts/{phone}/inbox") as answer:
            codes = [item["code"] for item in json.load(answer)["inbox"] if "code" in item]
        if len(codes) >= nth:
            return codes[nth - 1]
        time.sleep(0.05)
    raise AssertionError(f"code {nth} never came")


terminal = Terminal(command)
try:
    for act in acts:
        if "sees" in act:
            terminal.sees(act["sees"])
        elif "types" in act:
            terminal.types(act["types"] + ENTER)
        elif "down" in act:
            terminal.types(DOWN * act["down"] + ENTER)
        elif "code" in act:
            terminal.types(code(act["code"]) + ENTER)
        elif "waits" in act:
            code(act["waits"])
        elif "releases" in act:
            urllib.request.urlopen(urllib.request.Request(f"{control}/faults", method="DELETE")).close()
        elif "leaves" in act:
            terminal.types(CTRL_C)
        elif "kill" in act:
            os.kill(terminal.pid, signal.SIGKILL)
    exit_code = terminal.ends()
except BaseException:
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.ends()
    raise
print(json.dumps({"exit": exit_code, "screen": terminal.screen}))
