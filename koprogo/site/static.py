"""Static files under names that carry their hash, kept a year by browsers, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """A file that a library's stylesheet names but does not ship is left as it is, not a failed start."""

    manifest_strict = False
