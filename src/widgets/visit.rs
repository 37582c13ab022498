//! What the components of one element share. [`Visit`] is a handful of signal handles and can be
//! copied freely; everything in it is either the session or loaded data.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;

use leptos::prelude::*;

use super::drafted::Drafted;
use super::keys::Keys;
use super::live::{memo, spawn};
use super::published;
use super::route::{Seen, Way};
use super::search::Results;
use crate::browser::fetch::LoadError;
use crate::browser::finder::Lit;
use crate::browser::hands;
use crate::browser::host::{self, Detail, Element, Value};
use crate::browser::intl;
use crate::browser::named_level::NamedLevel;
use crate::browser::store::Store;
use crate::domain::atlas::{Asked, level_name, level_title};
use crate::domain::language::{CountMessage, Language, Message};
use crate::domain::market::clock::LocalTime;
use crate::domain::market::text::Text;
use crate::domain::market::trust::Honour;
use crate::domain::publication::names::Names;
use crate::domain::publication::open::{CategoryTree, StallShard, Venue};
use crate::domain::session::idle::Phase;
use crate::domain::session::{Command, Ease, Session, View};

/// What the host page says: attributes of the element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Address of the publication.
    pub src: String,
    /// Language that the page wishes for; empty for the publication's own.
    pub language: String,
    /// Id of the kiosk this is; empty for the first one.
    pub kiosk: String,
    /// What to open first.
    pub link: crate::domain::session::Link,
    /// The visit that was under way when what showed it had to begin anew, as
    /// [`Session::memo`] wrote it.
    pub memo: Option<String>,
    /// True when the whole search index is fetched while nothing else is to be done, so that the
    /// search needs the host no more.
    pub holds_index: bool,
    /// Address of the page that codes for the telephone lead to; empty for the page's own.
    pub link_base: String,
    /// Pixels of a millimetre on this screen; none when not known.
    pub px_per_mm: Option<f64>,
    /// The machine at the entrance; none on a website.
    pub machine: Option<Machine>,
}

/// What is true of a kiosk that stands alone, and of nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Machine {
    /// Seconds without a touch after which it asks whether anybody is there; none for never.
    pub idle_secs: Option<u32>,
    /// Height of the screen's lower edge above the floor, millimetres; none when not known.
    pub mount_mm: Option<f64>,
}

/// The kiosk's map among its light children.
const MAP: &str = "market-map[slot=map]";

/// How far the record of the chosen stall has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// No stall is chosen.
    None,
    /// On its way.
    Loading,
    /// The stall's index on its level, and the shard that holds its record.
    Ready(usize, Arc<StallShard>),
    /// The publication does not have the stall.
    Gone,
    /// It could not be loaded.
    Failed,
}

/// The language of the screens for a wish; Chinese when none of them fits.
pub fn spoken(wish: &str) -> Language {
    let found = Language::find(wish).or_else(|| Language::find("zh"));
    found.unwrap_or_default()
}

/// The shared state of one element.
#[derive(Clone, Copy)]
pub struct Visit {
    /// The person's visit.
    pub session: RwSignal<Session>,
    /// Language of the screen. Follows the wish when its texts are there.
    pub language: RwSignal<Language>,
    /// The market, once loaded.
    pub venue: RwSignal<Option<Arc<Venue>>>,
    /// The category tree, once loaded.
    pub tree: RwSignal<Option<Arc<CategoryTree>>>,
    /// Category names in the reader's language, else in one that more people read.
    pub category_names: RwSignal<Option<Arc<Names>>>,
    /// The level on screen. Stays until the next one is complete.
    pub level: RwSignal<Option<Arc<NamedLevel>>>,
    /// The chosen stall's record.
    pub record: RwSignal<Record>,
    /// What a shop's owner would have its listing say; shown in its place.
    pub draft: RwSignal<Option<Drafted>>,
    /// True while a draft was handed in that cannot be read yet.
    pub awaits_draft: RwSignal<bool>,
    /// Honours of the market; empty until a stall that has one is opened.
    pub honours: RwSignal<Arc<Vec<Honour>>>,
    /// Why nothing can be shown at all.
    pub failure: RwSignal<Option<LoadError>>,
    /// True while the level that was asked for last could not be shown.
    pub level_failed: RwSignal<bool>,
    /// True when some of the data is missing or damaged.
    pub is_incomplete: RwSignal<bool>,
    /// Indexes of the lit stalls on the level; none when nothing was asked for.
    pub lit: Memo<Option<Arc<Vec<usize>>>>,
    /// What the search found; none when nothing is looked for.
    pub found: RwSignal<Option<Arc<Results>>>,
    /// The stalls it found, on all levels.
    pub found_lit: RwSignal<Option<Lit>, LocalStorage>,
    /// True while the choices that a search can be narrowed down to are open: they cost files.
    pub is_narrowing: RwSignal<bool>,
    /// The way to what the visit asks for.
    pub way: RwSignal<Way>,
    /// The kiosk's own id.
    pub kiosk: RwSignal<String>,
    /// The keys on the screen, and the field they type into.
    pub keys: Keys,
    /// Grows with each reset, for what keeps a state of its own outside the session: the map's
    /// view, and what lists and keys remember for themselves.
    pub resets: RwSignal<u32>,
    /// Whether anybody stands there.
    pub phase: RwSignal<Phase>,
    /// True in a machine that stands alone.
    pub is_kiosk: bool,
    link_base: StoredValue<String>,
    store: StoredValue<Rc<Store>, LocalStorage>,
    host: StoredValue<Element, LocalStorage>,
}

impl Visit {
    /// A fresh visit for an element; loads nothing yet.
    pub fn new(host: Element, settings: &Settings) -> Visit {
        let session = RwSignal::new(Session::default());
        let language = RwSignal::new(spoken(&settings.language));
        let level: RwSignal<Option<Arc<NamedLevel>>> = RwSignal::new(None);
        let tree: RwSignal<Option<Arc<CategoryTree>>> = RwSignal::new(None);
        // Most commands leave this as it is; then no stall is looked at again.
        let asked = memo(move || {
            session.with(|session| Asked {
                category: session.category().map(str::to_owned),
                only_marked: session.only_marked(),
            })
        });
        let found_lit: RwSignal<Option<Lit>, LocalStorage> = RwSignal::new_local(None);
        let lit = memo(move || {
            let (asked, tree, level) = (asked.get(), tree.get(), level.get()?);
            let found =
                found_lit.with(|lit| lit.as_ref().map(|lit| lit.on_level(level.stalls.level())));
            if let Some(found) = found {
                return Some(Arc::new(found));
            }
            asked.stalls(tree.as_deref(), &level.stalls).map(Arc::new)
        });
        Visit {
            session,
            language,
            venue: RwSignal::new(None),
            tree,
            category_names: RwSignal::new(None),
            level,
            record: RwSignal::new(Record::None),
            draft: RwSignal::new(None),
            awaits_draft: RwSignal::new(false),
            honours: RwSignal::new(Arc::default()),
            failure: RwSignal::new(None),
            level_failed: RwSignal::new(false),
            is_incomplete: RwSignal::new(false),
            lit,
            found: RwSignal::new(None),
            found_lit,
            is_narrowing: RwSignal::new(false),
            way: RwSignal::new(Way::None),
            kiosk: RwSignal::new(settings.kiosk.clone()),
            keys: Keys::new(settings.machine.is_some()),
            resets: RwSignal::new(0),
            phase: RwSignal::new(Phase::Present),
            is_kiosk: settings.machine.is_some(),
            link_base: StoredValue::new(settings.link_base.clone()),
            store: StoredValue::new_local(Store::at(&settings.src)),
            host: StoredValue::new_local(host),
        }
    }

    /// The visit of the element that the present component belongs to. Every element provides
    /// its visit before it mounts a component.
    pub fn here() -> Visit {
        expect_context::<Visit>()
    }

    /// Starts work that waits for something, and gives it up when the element has left the page
    /// meanwhile: to read what belongs to an element that is gone is a panic.
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        let mut work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
        spawn(poll_fn(move |context| {
            if self.store.is_disposed() {
                return Poll::Ready(());
            }
            work.as_mut().poll(context)
        }));
    }

    /// A calm line about what is missing, if anything is.
    pub fn notice(&self) -> Option<Message> {
        if self.level_failed.get() {
            Some(Message::FailedLevel)
        } else {
            self.is_incomplete.get().then_some(Message::FailedPart)
        }
    }

    /// Carries out what the person did.
    pub fn apply(&self, command: Command) {
        let is_reset = command == Command::Reset;
        self.session.update(|session| session.apply(command));
        if is_reset {
            self.keys.forget();
            self.is_narrowing.set(false);
            self.host.with_value(hands::let_go);
            self.resets
                .update(|resets| *resets = resets.wrapping_add(1));
            self.fire("market-reset", &[]);
        }
    }

    /// How the screen is shown to the person.
    pub fn ease(&self) -> Ease {
        self.session.with(Session::ease)
    }

    /// Opens a view.
    pub fn open(&self, view: View) {
        self.apply(Command::Open(view));
    }

    /// Opens a stall, on whichever level it lies.
    pub fn open_stall(&self, id: &str) {
        let level = self.venue.with(|venue| {
            venue
                .as_ref()
                .and_then(|venue| Some(venue.level_of_stall(id)?.level.id().clone()))
        });
        let view = View::Stall(id.to_owned());
        self.apply(match level {
            Some(level) => Command::OpenOn { level, view },
            None => Command::Open(view),
        });
    }

    /// The publication's files.
    pub fn store(&self) -> Rc<Store> {
        self.store.get_value()
    }

    /// Address of the page that codes for the telephone lead to.
    pub fn link_base(&self) -> String {
        match self.link_base.get_value() {
            own if own.is_empty() => host::page_address(),
            own => own,
        }
    }

    /// Width of the element on the screen.
    pub fn width_px(&self) -> i32 {
        self.host.with_value(|host| host.client_width())
    }

    /// Leaves a memo of the visit at the element, for whoever has to go on with it.
    pub fn leave_memo(&self) {
        let memo = self.session.with(Session::memo);
        self.host
            .with_value(|host| host::leave(host, "visitMemo", &memo));
    }

    /// Fires an event at the element.
    pub fn fire(&self, name: &str, details: &[(&str, Detail<'_>)]) {
        self.host.with_value(|host| host::fire(host, name, details));
    }

    /// Sets an attribute of the kiosk's map; an empty one goes.
    pub fn tell_map(&self, name: &str, value: &str) {
        self.host
            .with_value(|host| host::dress(host, MAP, name, value));
    }

    /// Lights stalls on the kiosk's map, or hands them to the page's through the element's own
    /// property; without any, what its attributes say.
    pub fn light_map(&self, lit: Option<&Lit>) {
        self.host
            .with_value(|host| host::set_within(host, MAP, "lit", lit.map(Lit::value)));
    }

    /// Draws a way on the kiosk's map, or hands it to the page's, and looks at one leg of it: at a step, or as a whole.
    /// Without a way there is none.
    pub fn show_way(&self, way: Option<&Seen>) {
        let value = way.map(|way| {
            let legs = way.legs.iter();
            let legs = legs.map(|leg| (leg.level.as_str(), leg.line.as_slice()));
            host::way_value(legs, way.leg, way.look)
        });
        self.host
            .with_value(|host| host::set_within(host, MAP, "way", value.as_ref()));
    }

    /// Outlines areas on the kiosk's map, a list of its property `areas`; none for none.
    pub fn outline_map(&self, areas: Option<&Value>) {
        self.host
            .with_value(|host| host::set_within(host, MAP, "areas", areas));
    }

    /// Gives the keyboard to the kiosk's map.
    pub fn give_map_keyboard(&self) {
        self.host.with_value(crate::browser::focus::give_map);
    }

    /// Brings a part of the level into sight on the kiosk's map: corners one after the other,
    /// decimetres of the building's grid.
    pub fn see_on_map(&self, corners: &[i32]) {
        let corners = host::numbers(corners);
        self.host
            .with_value(|host| host::call_within(host, MAP, "see", &corners));
    }

    /// Shows the level on the kiosk's map as a whole.
    pub fn show_whole_map(&self) {
        self.host
            .with_value(|host| host::call_within(host, MAP, "overview", &Value::UNDEFINED));
    }

    /// A text of the screens, in the present language.
    pub fn say(&self, message: Message) -> &'static str {
        self.language.get().text(message)
    }

    /// A text of the screens that follows the language.
    pub fn text(self, message: Message) -> impl Fn() -> &'static str + Copy + Send + Sync {
        move || self.say(message)
    }

    /// A text with values.
    pub fn say_with(&self, message: Message, values: &[(&str, &str)]) -> String {
        self.language.get().fill(message, values)
    }

    /// A text with a number.
    pub fn count(&self, message: CountMessage, number: usize) -> String {
        let language = self.language.get();
        #[allow(
            clippy::cast_precision_loss,
            reason = "counts of stalls are far below 2^53"
        )]
        let number = number as f64;
        let class = intl::plural_class(language.tag(), number);
        language.count(message, class, &intl::number(language.tag(), number))
    }

    /// A published text in the best language for the reader, and the language it is in.
    pub fn pick(&self, text: &Text) -> (String, String) {
        let language = self.language.get();
        self.venue.with(|venue| {
            let home = venue
                .as_ref()
                .map_or("zh", |venue| venue.market.home_language());
            let (text, tag) = text.best(language.tag(), home);
            (text.to_owned(), tag.to_owned())
        })
    }

    /// As [`Visit::pick`], only the words.
    pub fn words(&self, text: &Text) -> String {
        self.pick(text).0
    }

    /// A published text in its own language and direction, as [`published`] shows it.
    pub fn show(self, text: &Text) -> AnyView {
        published::published(self, text)
    }

    /// As [`Visit::show`], of a category's name.
    pub fn show_category(self, category: usize) -> AnyView {
        let known = self.category_names.with(|names| {
            let names = names.as_ref()?;
            let own = [
                names.name(category),
                names.tongue(category),
                names.spoken(category),
            ];
            Some(own.map(str::to_owned)).filter(|[name, ..]| !name.is_empty())
        });
        match known {
            Some([name, tongue, spoken]) => published::name(self, &name, &tongue, &spoken),
            None => published::code(self.category_name(category)),
        }
    }

    /// As [`Visit::show`], of a stall's shop name.
    pub fn show_stall(self, level: &NamedLevel, stall: usize) -> AnyView {
        let names = &level.names;
        let (tongue, spoken) = (names.tongue(stall), names.spoken(stall));
        published::name(self, names.name(stall), tongue, spoken)
    }

    /// As [`Visit::show`], of a level: building and level.
    pub fn show_level(self, id: &str) -> AnyView {
        let language = self.language.get();
        let (name, tongue) = self.venue.with(|venue| {
            let venue = venue.as_ref();
            venue.map_or_else(Default::default, |venue| {
                level_title(venue, id, language.tag())
            })
        });
        published::name(self, &name, &tongue, "")
    }

    /// Name of a category; its id when no language has one.
    pub fn category_name(&self, category: usize) -> String {
        let name = self
            .category_names
            .with(|names| names.as_ref().map(|names| names.name(category).to_owned()));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
            self.tree.with(|tree| {
                tree.as_ref()
                    .map_or(String::new(), |tree| tree.tree.id(category).to_owned())
            })
        })
    }

    /// A level as a person calls it: building and level.
    pub fn level_name(&self, id: &str) -> String {
        let language = self.language.get();
        self.venue.with(|venue| {
            let venue = venue.as_ref();
            venue.map_or_else(String::new, |venue| level_name(venue, id, language.tag()))
        })
    }

    /// The market's time now.
    pub fn now(&self) -> LocalTime {
        self.venue.with(|venue| match venue {
            Some(venue) => intl::local_time(venue.market.time_zone(), venue.market.published().0),
            None => intl::local_time("UTC", 0),
        })
    }
}
