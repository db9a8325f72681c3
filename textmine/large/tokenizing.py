from textmine.words.corpus import tokenize as tokenize
