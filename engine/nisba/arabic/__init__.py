"""The text side: folding, tokens, sentences, clitics, morphology."""
