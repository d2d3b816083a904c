package dev.periscope.javaagent.hook;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a class with its hooks and notes those that found their method. */
final class HookedClass extends ClassVisitor {
    private final String name;
    private final List<Hook> hooks;
    private final Set<Hook> found = new HashSet<>();

    private HookedClass(ClassVisitor writer, String name, List<Hook> hooks) {
        super(Opcodes.ASM9, writer);
        this.name = name;
        this.hooks = hooks;
    }

    /** The changed class file. */
    static Outcome write(String name, byte[] original, List<Hook> hooks) {
        ClassReader reader = new ClassReader(original);
        // Stack sizes are computed; frames are not, as that would load classes: the one branch a hook adds brings its
        // own.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        HookedClass hooked = new HookedClass(writer, name, hooks);
        reader.accept(hooked, 0);
        return new Outcome(writer.toByteArray(), hooked.found.size() == hooks.size());
    }

    /**
     * A changed class.
     *
     * @param bytes its file
     * @param complete whether every hook found a method
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Outcome(byte[] bytes, boolean complete) {}

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, method, descriptor, signature, exceptions);
        if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
            return visitor;
        }
        for (Hook hook : hooks) {
            if (hook.fits(method, descriptor)) {
                found.add(hook);
                return HookedMethod.of(visitor, hook, name);
            }
        }
        return visitor;
    }
}
