"""Every setting, from variables `BOTHWAYS_…` (secrets also from `…_FILE`), typed and checked at the start."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import dj_database_url
from platformdirs import user_data_path
from pydantic import AliasChoices, AnyHttpUrl, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bothways.formats.text import one_line
from bothways.ground.mail import Secured
from bothways.ground.refusals import Refusal

PREFIX = "BOTHWAYS_"
DATABASES = ("postgres", "postgresql")
LONGEST_NAME = 63  # letters: what PostgreSQL takes for the name of a database
LONGEST_FILE = 8 * 1024  # bytes, of a file in which one setting stands
SHORTEST_KEY = 40  # letters: 32 bytes drawn by chance, written in base64, are 43


class FromFiles(PydanticBaseSettingsSource):
    """`BOTHWAYS_SECRET_KEY_FILE=/run/secrets/key` stands for the text of that file."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = "DATABASE_URL" if field_name == "database_url" else PREFIX + field_name.upper()
        path = os.environ.get(name + "_FILE")
        return (_text_of(path, name) if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        read = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: text for name, text in read.items() if text is not None}


def _text_of(path: str, name: str) -> str:
    """Without what an editor puts before and behind it. What has no end, or is waited for, is no file to read."""
    shown = one_line(path, 300)
    try:
        if not Path(path).is_file():
            message = f"{name}_FILE names {shown}, which is no file. Put the value there, or leave it out."
            raise Refusal(message)
        with Path(path).open("rb") as file:
            raw = file.read(LONGEST_FILE + 1)
        if len(raw) > LONGEST_FILE:
            message = (
                f"{name}_FILE names {shown}, which holds more than {LONGEST_FILE} bytes: put the value alone there."
            )
            raise Refusal(message)
        return raw.decode("utf-8-sig").strip()
    except (OSError, ValueError) as problem:
        message = f"{name}_FILE names {shown}, which cannot be read as text. Put the value there, or leave it out."
        raise Refusal(message) from problem


def _names_a_database(url: str) -> bool:
    """Whether all parts are there and can be read; whether anybody answers is seen when it is asked."""
    try:
        name = dj_database_url.parse(url)["NAME"]
    except ValueError:
        return False
    return url.partition("://")[0] in DATABASES and 0 < len(name) <= LONGEST_NAME


class Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=lambda: user_data_path("bothways"))
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    secret_key: str = ""
    former_keys: str = Field("", repr=False)  # one a line: what they sealed is sealed anew at the start (row 72)
    debug: bool = False
    demo: bool = False
    host: str = "localhost"
    port: int = Field(8000, ge=1, le=65535)
    hosts: str = ""  # further names this server answers to, with commas between
    public_address: str = ""  # such as https://bothways.example.org; empty: this computer only
    proxies: str = ""  # addresses of proxies before this server, with commas between: their X-Forwarded-For is believed
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    passphrase: str = Field("", repr=False)  # of backups
    setup_code: str = ""  # asked of the first member where the host is not this computer (decision 31)
    longest_upload: int = Field(2 * 1024**3, ge=1)  # bytes
    # the mail server through which letters go for members who have named none of their own; empty: none
    smtp_host: str = ""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: str = Field("", repr=False)
    smtp_tls: Secured = Secured.STARTTLS
    letters_a_day: int = Field(30, ge=0)  # by mail from here, for each member

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FromFiles(settings_cls)

    @field_validator("database_url")
    @classmethod
    def _can_be_used(cls, url: str) -> str:
        if url.startswith("sqlite:"):
            message = "SQLite needs none: BOTHWAYS_HOME says where its file lies"
            raise ValueError(message)
        if url and not _names_a_database(url):
            message = "Write postgres://user@host/name, or leave it out: Bothways then keeps its data in a file"
            raise ValueError(message)
        return url

    @field_validator("public_address")
    @classmethod
    def _is_one_of_a_server(cls, address: str) -> str:
        """As browsers write it, so that it can be compared with what they send."""
        if not address:
            return ""
        try:
            url = AnyHttpUrl(address)
        except ValidationError:
            url = None
        if url is None or (url.path, url.query, url.fragment, url.username) != ("/", None, None, None):
            message = "Write where browsers find this Bothways, and no more, such as https://bothways.example.org"
            raise ValueError(message)
        return str(url).rstrip("/")

    @field_validator("passphrase")
    @classmethod
    def _is_the_same_from_a_file(cls, passphrase: str) -> str:
        """Blanks and line ends around it are no part of it, as they are none where it stands in a file."""
        return passphrase.strip()

    @field_validator("secret_key")
    @classmethod
    def _is_hard_to_guess(cls, key: str) -> str:
        if key and (len(key) < SHORTEST_KEY or not key.isprintable()):
            message = f"A key has at least {SHORTEST_KEY} letters, digits and signs, drawn by chance"
            raise ValueError(message)
        return key

    @property
    def database_file(self) -> Path:
        return self.home / "bothways.sqlite3"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def has_run(self) -> bool:
        """Tables were made in this folder before, so what is missing in it is lost, and not still to come."""
        return self.began.exists() or any(self.backups.glob("*.age"))

    @property
    def began(self) -> Path:
        """A mark beside the database: it had tables."""
        return self.home / "began"

    @property
    def address(self) -> str:
        """Where this Bothways is reached, without a slash at the end."""
        return self.public_address or f"http://{self.host}:{self.port}"


@cache
def environment() -> Environment:
    """The settings of this process, read once."""
    for name, value in os.environ.items():
        if name.startswith((PREFIX, "DATABASE_URL")) and any("\ud800" <= sign <= "\udfff" for sign in value):
            message = (
                f"{one_line(name, 100)} holds bytes that are no text (UTF-8). Give it another value, or leave it out."
            )
            raise Refusal(message)
    return Environment.model_validate({})
