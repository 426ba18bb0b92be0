"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    # Files of earlier builds stay: a page opened before a deploy still finds what it asks for.
    keep_only_hashed_files = False

    def stored_name(self, name: str) -> str:
        # Before the first collectstatic, as in tests and checks, the plain name must do.
        return super().stored_name(name) if self.hashed_files else name
