"""A strict Slack on this machine, for developers: Web API, Socket Mode and response_urls, and no network beyond."""
