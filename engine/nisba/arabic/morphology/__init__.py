"""Arabic morphology behind one protocol, with a built-in provider and one on top of camel-tools."""
