package dev.shaduf.testkit.destination;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.Target;

import java.util.List;
import java.util.Set;

/** The refusal of a mode. */
final class Modes {

    private Modes() {}

    /** Throws {@code UNSUPPORTED} where the target's mode is not among those. */
    static void require(Set<Mode> modes, Target target) {
        if (!modes.contains(target.mode())) {
            List<String> words = modes.stream().map(Mode::word).sorted().toList();
            throw new ShadufException(
                    Failure.UNSUPPORTED,
                    "Object '" + target.object() + "' cannot do mode " + target.mode().word() + ".",
                    "Its modes are: " + String.join(", ", words) + ".");
        }
    }
}
