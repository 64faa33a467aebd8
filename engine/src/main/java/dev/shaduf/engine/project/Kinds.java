package dev.shaduf.engine.project;

import java.util.List;
import java.util.Map;

/** The kinds of files there are, in the order in which a run takes them. */
final class Kinds {

    static final String SOURCE = "source";
    static final String MODEL = "model";
    static final String ENTITY = "entity";
    static final String TRAIT = "trait";
    static final String DESTINATION = "destination";
    static final String SYNC = "sync";
    static final String TRACKING_PLAN = "tracking_plan";

    static final SourceKind SOURCES = new SourceKind();
    static final ModelKind MODELS = new ModelKind();
    static final EntityKind ENTITIES = new EntityKind();
    static final TraitKind TRAITS = new TraitKind();
    static final DestinationKind DESTINATIONS = new DestinationKind();
    static final SyncKind SYNCS = new SyncKind();
    static final TrackingPlanKind TRACKING_PLANS = new TrackingPlanKind();

    /** All of them. */
    static final List<Kind<?>> ALL =
            List.of(SOURCES, MODELS, ENTITIES, TRAITS, DESTINATIONS, SYNCS, TRACKING_PLANS);

    /** Folders whose files are refused as not there yet, with the kind's name. */
    static final Map<String, String> LATER =
            Map.of(
                    "predictions", "prediction",
                    "audiences", "audience",
                    "journeys", "journey");

    private Kinds() {}
}
