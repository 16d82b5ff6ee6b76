"""nisba inside other people's tools, each imported only when used."""
