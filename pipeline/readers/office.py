"""Files that only an office program can read, converted by LibreOffice where it is installed.

It runs with a profile of its own, which is thrown away, so that neither the user's settings nor an open window matter;
macros are off, nothing is linked in, and it has a minute.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


def installed() -> str | None:
    """The path of the program, None where there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def as_docx(data: bytes, extension: str) -> bytes | None:
    """The file as .docx; None where no program is installed, or it cannot read the file within its time."""
    program = installed()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        source, profile, done = room / f"a{extension}", room / "profile", room / "done"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        source.write_bytes(data)
        _run([
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(done), str(source),
        ])  # fmt: skip
        made = done / "a.docx"
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str]) -> None:
    """Runs the program to its end or to that of its time, and ends what it has started too."""
    if os.name == "posix":  # the bound on the reader's own memory is too small for an office program
        command = ["/bin/sh", "-c", 'ulimit -S -v unlimited 2>/dev/null; exec "$0" "$@"', *command]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        return
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
