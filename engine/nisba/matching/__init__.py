"""From programs to matchers, and the one hot loop."""
