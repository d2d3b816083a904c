package dev.periscope.operator.reconcile;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes on to the reconciler, which is built after those who call it. Thread-safe. */
final class Look implements Consumer<String> {

    private volatile @Nullable SessionReconciler reconciler;

    void at(SessionReconciler target) {
        reconciler = target;
    }

    @Override
    public void accept(String sessionUid) {
        SessionReconciler target = reconciler;
        if (target != null) {
            target.look(sessionUid);
        }
    }
}
