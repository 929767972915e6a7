"""Mentions to rows: home, officials, departments, places, events, directives, and people across articles."""
