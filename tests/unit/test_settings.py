from pathlib import Path

import pytest

from bot.cli.opening import open_store
from bot.errors import SettingsError
from bot.settings import Address, LogFormat, Nation, Settings, load_settings

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine takes part."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"TANDEM_{field.upper()}", raising=False)


def _fault(monkeypatch: pytest.MonkeyPatch, **values: str) -> str:
    for name, value in values.items():
        monkeypatch.setenv(f"TANDEM_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    return str(caught.value)


def test_nothing_set_is_enough_for_what_needs_no_token() -> None:
    settings = load_settings(None)
    assert settings.database_url == "sqlite:///tandem.db"
    assert settings.timezone.key == "Europe/London"
    assert (settings.raw_days, settings.answers_months, settings.audit_months) == (7, 6, 24)


def test_a_name_that_is_no_setting_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip of the pen is told, wherever it stands, and stops nothing."""
    monkeypatch.setenv("TANDEM_BOT_TOKN", TOKEN)
    env = tmp_path / ".env"
    env.write_text("TANDEM_TIMEZNE=Europe/Paris\nOTHER=1\n", encoding="utf-8")
    load_settings(env)
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == ["TANDEM_BOT_TOKN", "TANDEM_TIMEZNE"]
    assert told[0].endswith("TANDEM_BOT_TOKEN")
    assert told[1].endswith("TANDEM_TIMEZONE")


def test_a_path_that_leads_to_no_database_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    """The line names the setting, and says what would be right."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/nowhere/tandem.db")
    with (
        pytest.raises(SettingsError, match=r"^TANDEM_DATABASE_URL: unable .*; give a file"),
        open_store(settings),
    ):
        pass


def test_the_token_is_asked_for_by_what_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"TANDEM_BOT_TOKEN: is missing; .*@BotFather"):
        load_settings(None).require_token()
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    assert load_settings(None).require_token() == TOKEN


def test_a_webhook_needs_a_secret_and_a_place_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    load_settings(None).require_webhook()
    monkeypatch.setenv("TANDEM_WEBHOOK_URL", "https://tandem.example.org/telegram")
    with pytest.raises(SettingsError, match=r"TANDEM_WEBHOOK_SECRET: is missing .* give 16"):
        load_settings(None).require_webhook()
    monkeypatch.setenv("TANDEM_WEBHOOK_SECRET", "f" * 32)
    load_settings(None).require_webhook()
    monkeypatch.setenv("TANDEM_LISTEN", "off")
    with pytest.raises(SettingsError, match="TANDEM_LISTEN: cannot be off"):
        load_settings(None).require_webhook()


def test_where_to_listen_may_be_an_ipv6_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_LISTEN", "[::1]:9000")
    assert load_settings(None).listen == Address(host="::1", port=9000)


def test_the_environment_goes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text('TANDEM_NATION=wales\nTANDEM_SEND_RATE=5\nTANDEM_OPERATOR="Hafan"\nOTHER=1\n')
    monkeypatch.setenv("TANDEM_SEND_RATE", "9.5")
    settings = load_settings(file)
    assert (settings.nation, settings.send_rate, settings.operator) == (Nation.WALES, 9.5, "Hafan")


def test_an_empty_value_means_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands in a copied `.env.example`."""
    monkeypatch.setenv("TANDEM_BOT_TOKEN", "")
    assert load_settings(None).bot_token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEND_RATE", "fast"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "nan"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../etc/passwd"),
        ("LOG_FORMAT", "xml"),
        ("NATION", "narnia"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("RAW_DAYS", "0"),
        ("ANSWERS_MONTHS", "-1"),
        ("AUDIT_MONTHS", "long"),
        ("OPERATOR", "x"),
        ("WEBHOOK_URL", "http://tandem.example.org"),
        ("WEBHOOK_URL", "tandem.example.org"),
        ("LISTEN", "8080"),
        ("LISTEN", "127.0.0.1:0"),
        ("LISTEN", "127.0.0.1:99999"),
    ],
)
def test_a_wrong_value_is_one_line_with_a_right_one(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    fault = _fault(monkeypatch, **{name: value})
    assert fault.startswith(f'TANDEM_{name}: cannot be "{value}"; give ')
    assert f"TANDEM_{name}=" in fault
    assert "\n" not in fault


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hunter2hunter2"),
        ("BOT_TOKEN", TOKEN + " hunter2"),
        ("DATA_KEY", "hunter2"),
        ("WEBHOOK_SECRET", "hunter2"),
        ("WEBHOOK_SECRET", "hunter2 hunter2 hunter2"),
        ("DATABASE_URL", "mysql://tandem:hunter2@db/tandem"),
        ("DATABASE_URL", "postgresql://tandem:hunter2@db"),
        ("DATABASE_URL", "sqlite://hunter2"),
    ],
)
def test_a_wrong_secret_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    fault = _fault(monkeypatch, **{name: value})
    assert fault.startswith(f"TANDEM_{name}: is wrong; give ")
    assert "hunter2" not in fault


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = _fault(monkeypatch, SEND_RATE="fast", NATION="narnia", BOT_TOKEN="x")
    assert len(fault.splitlines()) == 3


def test_a_file_that_is_not_text_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("TANDEM_OPERATOR=Café".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env: cannot be read; save it as UTF-8 text"):
        load_settings(file)


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_DATABASE_URL", "postgresql://tandem:hunter2@db/tandem")
    monkeypatch.setenv("TANDEM_DATA_KEY", "hunter2" * 5)
    assert "hunter2" not in repr(load_settings(None))
    assert TOKEN not in repr(load_settings(None))


def test_settings_made_by_hand_do_not_read_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rehearsal stands on this: it cannot touch a real token or database."""
    monkeypatch.setenv("TANDEM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TANDEM_DATABASE_URL", "postgresql://real/real")
    settings = Settings(log_format=LogFormat.JSON)
    assert settings.bot_token is None
    assert settings.database_url == "sqlite:///tandem.db"


def test_the_example_file_names_every_setting_and_shows_the_defaults(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = {line.removeprefix("# ").split("=")[0] for line in lines if "TANDEM_" in line[:9]}
    assert named == {f"TANDEM_{field.upper()}" for field in Settings.model_fields}

    file = tmp_path / ".env"
    file.write_text("\n".join(line.removeprefix("# ") for line in lines if "TANDEM_" in line[:9]))
    assert load_settings(file).model_dump() == Settings().model_dump()
