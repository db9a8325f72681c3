"""path -> Survey, Lexicon, Codebook: reads and checks what people bring."""
