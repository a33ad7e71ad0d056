//! How many records of each kind there are: the network's own size as published, or another total in proportion.

/// Members of the network (published: more than 2,600).
const MEMBERS: usize = 2_600;
/// Employers of the summit (published: 2,944).
const EMPLOYERS: usize = 2_944;
/// Members that are employers too. The other 1,700 employers are companies outside the network.
const MEMBERS_THAT_EMPLOY: usize = 1_244;
const INSTITUTIONS: usize = MEMBERS + EMPLOYERS - MEMBERS_THAT_EMPLOY;
const PROJECTS: usize = 7_800;
/// Enterprises served, as counts on the projects.
const ENTERPRISES: usize = 9_900;
const TECHNOLOGIES: usize = 1_000;
const EVENTS: usize = 140;
const AGREEMENTS: usize = 653;
const POSITIONS: usize = 14_122;

/// The sizes of one demo set.
///
/// Institutions stand in this order: members that do not employ, members that do, employers outside the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    pub members: usize,
    pub employers: usize,
    pub institutions: usize,
    pub projects: usize,
    pub enterprises: usize,
    pub technologies: usize,
    pub events: usize,
    pub agreements: usize,
    pub positions: usize,
}

impl Sizes {
    /// The size of the network.
    pub const FULL: Sizes = Sizes {
        members: MEMBERS,
        employers: EMPLOYERS,
        institutions: INSTITUTIONS,
        projects: PROJECTS,
        enterprises: ENTERPRISES,
        technologies: TECHNOLOGIES,
        events: EVENTS,
        agreements: AGREEMENTS,
        positions: POSITIONS,
    };

    /// Exactly `total` records, in the proportions of the full size. What rounding leaves over are positions.
    /// A set of one record or more has an institution, because all else points to one.
    pub fn of_total(total: usize) -> Self {
        let full = Sizes::FULL;
        let share = |part: usize| part * total / full.total();
        let institutions = share(full.institutions).max(usize::from(total > 0));
        let members = share(full.members).clamp(usize::from(total > 0), institutions);
        let employers = share(full.employers).clamp(usize::from(total > 0), institutions);
        let (projects, technologies) = (share(full.projects), share(full.technologies));
        let (events, agreements) = (share(full.events), share(full.agreements));
        let positions = total - institutions - projects - technologies - events - agreements;
        let enterprises = share(full.enterprises);
        Sizes { members, employers, institutions, projects, enterprises, technologies, events, agreements, positions }
    }

    pub fn total(&self) -> usize {
        self.institutions + self.projects + self.technologies + self.events + self.agreements + self.positions
    }

    pub fn is_member(&self, institution: usize) -> bool {
        institution < self.members
    }

    /// The employers are the last institutions.
    pub fn is_employer(&self, institution: usize) -> bool {
        institution >= self.first_employer()
    }

    pub fn first_employer(&self) -> usize {
        self.institutions - self.employers
    }

    /// Enterprises that the project `index` served, so that all together make `enterprises`.
    pub fn enterprises_of(&self, project: usize) -> u32 {
        let upto = |count: usize| count * self.enterprises / self.projects;
        (upto(project + 1) - upto(project)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_size_is_that_of_the_network() {
        assert_eq!(Sizes::FULL.total(), 28_015);
        assert_eq!(Sizes::of_total(28_015), Sizes::FULL);
        assert_eq!((0..PROJECTS).map(|at| Sizes::FULL.enterprises_of(at)).sum::<u32>(), 9_900);
    }

    #[test]
    fn any_total_is_met_exactly() {
        for total in [0, 1, 2, 7, 100, 2_801, 25_000, 100_000] {
            let sizes = Sizes::of_total(total);
            assert_eq!(sizes.total(), total);
            assert!(sizes.members <= sizes.institutions && sizes.employers <= sizes.institutions);
        }
    }
}
