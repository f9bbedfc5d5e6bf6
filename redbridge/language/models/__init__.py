"""Tables of language: translations kept for good, what people improve, words they learn, slang they explain."""

from redbridge.language.models.choices import ReadingChoice, ReadingHabits
from redbridge.language.models.questions import Answer, Question, SlangSuggestion, SlangVote
from redbridge.language.models.spending import Attempt, Sending, Spending
from redbridge.language.models.translations import Doubt, Improvement, ImprovementVote, Translation
from redbridge.language.models.words import Word

__all__ = [
    "Answer",
    "Attempt",
    "Doubt",
    "Improvement",
    "ImprovementVote",
    "Question",
    "ReadingChoice",
    "ReadingHabits",
    "Sending",
    "SlangSuggestion",
    "SlangVote",
    "Spending",
    "Translation",
    "Word",
]
