"""What `readout mcp` needs that is an extra of its own, and what is said where it is not there."""

from importlib.util import find_spec

from bot.cli.opening import leave
from bot.logs import configure_logs
from bot.settings import Settings, SettingsError
from corpus.store import Corpus


def serve_assistants(settings: Settings, corpus: Corpus, address: tuple[str, int | None] | None) -> None:
    """Answer assistants at an address over HTTP, without one on the standard streams; leaves where neither can be."""
    if find_spec("mcp") is None:
        leave("What speaks to assistants is not installed: pip install '.[mcp]', or make run EXTRAS=mcp.")
    from bot.mcp.serve import serve_http, serve_stdio

    configure_logs(settings.log_level, settings.log_format)
    try:
        if address is None:
            serve_stdio(corpus)
        else:
            serve_http(settings, corpus, *address)
    except SettingsError as error:
        leave(str(error))
