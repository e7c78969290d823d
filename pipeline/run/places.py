"""Where a run reads from and writes to."""

from __future__ import annotations

import errno
from pathlib import Path

from pipeline.model.issue import Refused

CAUSES = {
    errno.ENOSPC: "磁盘空间不足。",
    errno.EDQUOT: "超出磁盘配额。",
    errno.EROFS: "这个位置只读。",
    errno.ENOENT: "文件或文件夹已被移走。",
    errno.ENAMETOOLONG: "路径太长。",
    errno.ELOOP: "链接绕成了圈。",
    errno.EIO: "磁盘读写出错。",
    errno.EMFILE: "打开的文件太多。",
}
_LONGEST = 300  # characters of a path that are told


def require_places(source: Path, out: Path) -> None:
    """Raises Refused where there is nothing to read or no place to write."""
    try:
        there = source.exists()
    except OSError as error:
        raise Refused(f"打不开输入 {shown(source)}：{cause(error)}请检查路径和权限。", 2) from error
    if not there:
        raise Refused(f"找不到输入 {shown(source)}：请检查路径，或先把报告放进这个文件夹。", 2)
    inside = out.resolve() == source.resolve() or source.resolve() in out.resolve().parents
    if source.is_dir() and inside:
        raise Refused(f"输出文件夹 {out} 在输入文件夹里面，下次会把结果当报告读：请换一个输出位置。", 2)
    require_writable(out)


def require_writable(out: Path) -> None:
    """Raises Refused where nothing can be written to `out`, which is made where it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused(
            f"写不进输出文件夹 {shown(out)}：{cause(error)}请换一个位置，或检查权限。", 1
        ) from error


def shown(path: Path | str) -> str:
    """A path as it is told: a very long one is cut in its middle, so that what was wrong with it is still seen."""
    text = str(path)
    return text if len(text) <= _LONGEST else f"{text[:60]}…{text[-40:]}"


def cause(error: OSError) -> str:
    """Why the system refused, as a Chinese sentence."""
    if isinstance(error, PermissionError):
        return "没有权限。"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "路径中有同名的文件。"
    return CAUSES.get(error.errno or 0) or f"{error.strerror or error}。"
