package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;

/** The work of each kind of node. May throw a {@code ShadufException}: then the node failed. */
interface Steps extends AutoCloseable {

    Ending source(Source source);

    Ending model(Model model);

    Ending entity(Entity entity);

    Ending trait(Trait trait);

    Ending sync(Sync sync);

    /** How many rows a model has. */
    long count(Model model);

    @Override
    void close();
}
