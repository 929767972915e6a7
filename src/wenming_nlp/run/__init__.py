"""Everything at scale: settings, sources, analysis, output folders, figures against gold."""
