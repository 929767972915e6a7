"""Articles to labels: topic, kind of piece, tone."""
