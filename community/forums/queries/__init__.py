"""Every read that a forum's screens need, each with its price. Hot ones are compiled once (`accounts/compiled.py`)."""

from .lists import (
    draft_of,
    find_forum,
    forum_list,
    forum_page,
    latest_topics,
    replies_to,
    topics_waiting,
)
from .rows import ForumPage, ForumRow, PostRow, TopicPage, TopicRow
from .topics import POSTS_PER_PAGE, find_topic, title_of, topic_page

__all__ = [
    "POSTS_PER_PAGE", "ForumPage", "ForumRow", "PostRow", "TopicPage", "TopicRow", "draft_of", "find_forum",
    "find_topic", "forum_list", "forum_page", "latest_topics", "replies_to", "title_of", "topic_page",
    "topics_waiting",
]  # fmt: skip
