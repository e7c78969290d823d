"""Whether a folder lies on a network drive, where SQLite's write-ahead log must not be used.

The log needs memory that all its users share; over SMB or NFS two machines would spoil the ledger (sqlite.org/wal.html).
"""

from __future__ import annotations

import sys
from pathlib import Path

REMOTE = frozenset({"9p", "afs", "ceph", "cifs", "davfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
                    "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs"})  # fmt: skip
MOUNTS = Path("/proc/self/mounts")
DRIVE_REMOTE = 4  # of GetDriveTypeW


def is_remote(path: Path) -> bool:
    """Whether the file would lie on a network drive, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes

        full = path.resolve()
        unc = str(full).startswith("\\\\")
        return unc or ctypes.windll.kernel32.GetDriveTypeW(full.anchor) == DRIVE_REMOTE
    try:
        mounts = MOUNTS.read_text("utf-8", "replace")
    except OSError:  # no Linux
        return False
    return kind_of(path.resolve().as_posix(), mounts) in REMOTE


def kind_of(path: str, mounts: str) -> str:
    """The kind of file system that holds `path`: that of the longest mount point above it, the last of equal ones."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").rstrip("/")
        inside = path == point or path.startswith(f"{point}/")
        if inside and len(point) >= longest:
            longest, kind = len(point), fields[2]
    return kind
