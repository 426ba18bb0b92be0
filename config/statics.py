"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    # A page drawn before collectstatic ran (in a test, in a check) shows the plain name instead of an error.
    manifest_strict = False
    # Files of earlier builds stay: a page opened before a deploy still finds what it asks for.
    keep_only_hashed_files = False
