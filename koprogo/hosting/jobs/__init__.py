"""What hosting does by the clock or in the background, one module for each of its subjects."""

from koprogo.hosting.jobs import billing as billing
from koprogo.hosting.jobs import cloud as cloud
from koprogo.hosting.jobs import gifts as gifts
from koprogo.hosting.jobs import orders as orders
from koprogo.hosting.jobs import support as support
from koprogo.hosting.jobs import votes as votes
