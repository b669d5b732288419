"""A process that asks and uploads without pause, and says what was acknowledged, and when."""

import sys
import time

from sqlalchemy import select

from marketplace import create_app, events
from marketplace.accounts.models import User
from marketplace.catalog import services as catalog
from marketplace.catalog.models import MOST_PICTURES, Listing
from marketplace.database import db
from marketplace.inquiries import services as inquiries
from tests.builders.photos import photo


def main(uploads: bool) -> None:
    app = create_app()
    with app.app_context():
        while True:
            db.session.rollback()
            listing = db.session.scalars(select(Listing).order_by(Listing.id)).first()
            assert listing is not None
            owner = db.session.scalars(select(User).order_by(User.id)).first()
            if uploads:
                if len(listing.pictures) >= MOST_PICTURES:
                    catalog.remove_picture(listing.pictures[0], by=owner)
                made = catalog.add_picture(listing, by=owner, data=photo())
                kind = "picture"
            else:
                made = inquiries.ask(listing, listing.offered[0], 2)
                kind = "inquiry"
            print(kind, made.id, time.time(), flush=True)
            if uploads:
                events.deliver_waiting()


main(sys.argv[1] == "uploads")
