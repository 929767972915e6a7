"""Tokens to terms: candidates, keywords, counts and document frequencies, summaries."""
