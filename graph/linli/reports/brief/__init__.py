"""A briefing as slides: pictures of an area with what is to be read in them, set on a screen of
1280 × 720.
"""
