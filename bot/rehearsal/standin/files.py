"""Files that were uploaded, by bots and by people, and how they are found again."""

import hashlib
from dataclasses import dataclass

from bot.rehearsal.standin.fields import Upload
from bot.rehearsal.standin.refusals import bad_request, not_found

DOWNLOAD_BYTES = 20 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_UNKNOWN_SIZE = (800, 600)


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """One file; `path` is where a bot downloads it."""

    file_id: str
    unique_id: str
    path: str
    upload: Upload

    def to_json(self) -> dict[str, object]:
        """Return what every kind of file shows of itself in a message."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.data),
        }


class Files:
    """All files of one stand-in."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, upload: Upload, folder: str) -> StoredFile:
        """Keep an upload and give it an id."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        number = len(self._by_id) + 1
        unique = hashlib.sha256(upload.data).hexdigest()[:14]
        suffix = f".{upload.name.rpartition('.')[2]}" if "." in upload.name else ""
        stored = StoredFile(
            file_id=f"file-{number}-{unique}",
            unique_id=unique,
            path=f"{folder}/file_{number}{suffix}",
            upload=upload,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return a file by its id, or refuse as Telegram does."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def at(self, path: str) -> StoredFile:
        """Return a file by its download path."""
        if stored := self._by_path.get(path):
            return stored
        raise not_found()


def dimensions(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG in pixels; 800 by 600 for what is neither."""
    if data.startswith(_PNG):
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    place = 2
    while data[:2] == b"\xff\xd8" and place + 9 < len(data):
        marker, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker in (0xC0, 0xC1, 0xC2):
            height = int.from_bytes(data[place + 5 : place + 7])
            return int.from_bytes(data[place + 7 : place + 9]), height
        place += 2 + size
    return _UNKNOWN_SIZE
