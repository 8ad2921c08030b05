"""Who is who: doubtful pairs, and what people decide about them."""
