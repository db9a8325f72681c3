"""Takes the one text file out of a ZIP archive, as some survey tools hand out their answers."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from pathlib import PurePosixPath

from textmine.errors import SurveyError

MOST_GROWTH = 100  # times the bytes of the archive that its file may have; text of people shrinks to a fifth
LEAST = 1 << 20  # bytes that a file may have however small the archive is
HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems add by themselves


def only_file(path: str, data: bytes, endings: Collection[str]) -> tuple[str, bytes]:
    """Return the name of the one file in an archive, and its bytes.

    Args:
        path: what errors call the archive.
        data: its bytes.
        endings: those of the files that can be read.

    Raises:
        SurveyError: if it holds no file or several, one of another kind, or one far larger than itself; if it
            is damaged or locked by a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not (part.is_dir() or _is_hidden(part.filename))]
            if len(parts) != 1 or PurePosixPath(parts[0].filename).suffix.lower() not in endings:
                raise SurveyError(
                    "{path} is a ZIP archive with {count} files ({names}); extract it and give the survey "
                    "file",
                    path=path,
                    count=len(parts),
                    names=", ".join(PurePosixPath(part.filename).name for part in parts[:5]) or "-",
                )
            (part,) = parts
            if part.flag_bits & 1:
                raise SurveyError(
                    "the ZIP archive {path} is locked by a password; extract it and give the survey file",
                    path=path,
                )
            most = max(LEAST, MOST_GROWTH * len(data))
            with archive.open(part) as content:  # the size that an archive tells may be wrong
                unpacked = content.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SurveyError(
            "the ZIP archive {path} is damaged ({reason}); extract it by other means and give the survey "
            "file",
            path=path,
            reason=str(error),
        ) from None
    if len(unpacked) > most:
        raise SurveyError(
            "the file in the ZIP archive {path} is more than {times} times as large as the archive, as no "
            "survey is; extract it and look at it first",
            path=path,
            times=MOST_GROWTH,
        )
    return PurePosixPath(part.filename).name, unpacked


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in HIDDEN or part.startswith(".") for part in parts)
