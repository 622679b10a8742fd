"""Mail: archives cut into messages, and what a message's header says."""
