"""Pictures: one layout, drawn by ECharts in a page or as SVG, each with what is to be read in it."""
