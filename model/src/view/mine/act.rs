//! What each command means for the view while it waits: one arm a command.

use super::{Delegate, Erasure, EventAsk, EventState, EventView, Export, Mine, ShownConsent, ShownProfile};
use crate::command::Act;
use crate::receipt::Outcome;
use crate::view::pending::{Delivery, Pending, Progress};
use crate::{Line, PersonName, RecordId, RegistrationId, TermKey};

impl Mine {
    pub(super) fn fold(&mut self, item: &Pending<'_>) {
        let progress = item.progress();
        match &item.command.act {
            Act::Registered { event, consents, .. } => {
                self.register(*event, item);
                for consent in consents.iter() {
                    self.consent(Some(*event), &consent.purpose, true, progress);
                }
            }
            Act::AnswersChanged { event, form, answers } => {
                if progress != Progress::Attention
                    && let Some(view) = self.events.get_mut(event)
                {
                    view.form = *form;
                    view.answers = answers.clone();
                }
                self.ask(*event, EventAsk::Answers, progress);
            }
            Act::Withdrawn { event, registration: None } => {
                self.ask(*event, EventAsk::Withdrawal, progress);
                if progress == Progress::Done
                    && let Some(view) = self.events.get_mut(event)
                {
                    view.state = EventState::Withdrawn;
                    view.ticket = None;
                    view.asks.clear();
                }
            }
            Act::SubstituteNamed { event, name, .. } => {
                self.ask(*event, EventAsk::Substitute { name: name.clone() }, progress);
            }
            Act::OfferAccepted { event } => {
                self.ask(*event, EventAsk::OfferAccepted, progress);
                if progress == Progress::Done
                    && let Some(view) = self.events.get_mut(event)
                {
                    view.state = EventState::Accepted;
                }
            }
            Act::OfferDeclined { event } => self.ask(*event, EventAsk::OfferDeclined, progress),
            Act::AttendanceScanned { event, session, .. } => {
                if progress != Progress::Attention {
                    self.attendance.entry((*event, session.clone())).or_insert(progress == Progress::Done);
                }
            }
            Act::ConsentGiven { event, consent } => self.consent(*event, &consent.purpose, true, progress),
            Act::ConsentWithdrawn { event, purpose } => self.consent(*event, purpose, false, progress),
            Act::ProfileChanged { profile } => {
                if progress != Progress::Attention {
                    let settled = progress == Progress::Done;
                    self.profile = Some(ShownProfile { profile: profile.clone(), settled });
                }
            }
            // A finished export is announced by the feed alone.
            Act::ExportAsked if progress != Progress::Attention => self.export = Export::AskedFor,
            Act::AccountErased => match progress {
                Progress::Asking { .. } => self.erasure = Erasure::AskedFor,
                Progress::Done => *self = Mine { erasure: Erasure::Done, ..Mine::default() },
                Progress::Attention => {}
            },
            Act::Nominated { event, name, group, .. } => self.nominate(*event, name, group.as_ref(), item),
            Act::Withdrawn { event, registration: Some(registration) } => {
                if progress != Progress::Attention {
                    self.withdraw_delegate(*event, *registration, progress == Progress::Done);
                }
            }
            // What a door or a desk does is shown there.
            Act::ExportAsked
            | Act::CheckedIn { .. }
            | Act::CheckInUndone { .. }
            | Act::WalkedIn { .. }
            | Act::Decided { .. }
            | Act::Merged { .. }
            | Act::Messaged { .. } => {}
        }
    }

    /// A registration that stands is not replaced by one that waits: asking twice changes nothing. After a withdrawal
    /// that waits too, the new one is what the person wants.
    fn register(&mut self, event: RecordId, item: &Pending<'_>) {
        let Act::Registered { form, group, answers, name, .. } = &item.command.act else { return };
        if self.events.get(&event).is_some_and(|view| view.state.stands() && !view.is_withdrawing()) {
            return;
        }
        let view = EventView {
            registration: item.command.id.into(),
            state: asked_state(item),
            asks: Vec::new(),
            group: group.clone(),
            form: *form,
            answers: answers.clone(),
            name: name.clone(),
            ticket: None,
        };
        self.events.insert(event, view);
    }

    fn nominate(&mut self, event: RecordId, name: &PersonName, group: Option<&TermKey>, item: &Pending<'_>) {
        let delegate = Delegate {
            registration: item.command.id.into(),
            state: asked_state(item),
            name: name.clone(),
            group: group.cloned(),
            ticket: None,
            withdrawing: false,
        };
        self.delegations.entry(event).or_default().push(delegate);
    }

    fn withdraw_delegate(&mut self, event: RecordId, registration: RegistrationId, is_done: bool) {
        let theirs = self.delegations.get_mut(&event).into_iter().flatten();
        for delegate in theirs.filter(|delegate| delegate.registration == registration) {
            if is_done {
                delegate.state = EventState::Withdrawn;
                delegate.ticket = None;
            }
            delegate.withdrawing = !is_done;
        }
    }

    /// Notes what is asked and not decided, once.
    fn ask(&mut self, event: RecordId, ask: EventAsk, progress: Progress) {
        let Some(view) = self.events.get_mut(&event) else { return };
        if matches!(progress, Progress::Asking { .. }) && !view.asks.contains(&ask) {
            view.asks.push(ask);
        }
    }

    fn consent(&mut self, event: Option<RecordId>, purpose: &Line, given: bool, progress: Progress) {
        if progress != Progress::Attention {
            let settled = progress == Progress::Done;
            self.consents.insert((event, purpose.clone()), ShownConsent { given, settled });
        }
    }
}

/// What the receipt says, or "asked for".
fn asked_state(item: &Pending<'_>) -> EventState {
    let receipt = match item.delivery {
        Delivery::Saved => return EventState::AskedFor { sent: false },
        Delivery::Sent => return EventState::AskedFor { sent: true },
        Delivery::Answered(receipt) => receipt,
    };
    match &receipt.outcome {
        Outcome::Accepted => EventState::Accepted,
        Outcome::Waiting { place } => EventState::Waiting { place: *place },
        Outcome::Asked => EventState::Asked,
        Outcome::Held { reason } => EventState::Held { reason: *reason },
        // The feed tells which state that is.
        Outcome::AlreadyDone | Outcome::Merged { .. } | Outcome::Blocked { .. } => EventState::AskedFor { sent: true },
        Outcome::Conflict { .. } | Outcome::Refused { .. } => {
            EventState::NeedsAttention { outcome: receipt.outcome.clone() }
        }
    }
}
