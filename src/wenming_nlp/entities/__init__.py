"""Articles to mentions: persons, posts, organs, places, dates, documents, meetings, formulas, quantities."""
