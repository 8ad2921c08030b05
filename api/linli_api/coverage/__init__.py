"""Coverage: rolled up by area, gaps with their reasons, what ends in the months ahead, every place."""
