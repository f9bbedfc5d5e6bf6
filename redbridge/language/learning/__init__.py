"""Reading word by word: what a text is made of, how hard it is, and when a saved word comes back."""

from redbridge.language.learning.difficulty import Difficulty, difficulty
from redbridge.language.learning.reading import Token, read
from redbridge.language.learning.sentences import sentences
from redbridge.language.learning.vocabulary import LEARNED, clean_word, learned

__all__ = ["LEARNED", "Difficulty", "Token", "clean_word", "difficulty", "learned", "read", "sentences"]
