"""taizhang: folders of Chinese Party-building reports become a ledger in which every figure shows its source."""

__version__ = "0.1.0.dev0"
