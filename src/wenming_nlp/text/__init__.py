"""Strings to words: segmentation, sentences, the campaign's lexicon, parts of speech."""
