package io.squall;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorReferenceTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The house rules, on the compiled main classes. A package that does not exist yet breaks no rule. */
class ArchitectureTest {
    /** From the ground up. A package sees only rows below its own. */
    private static final List<Set<String>> PICTURE = List.of(
            Set.of("time"),
            Set.of("mailbox"),
            Set.of("load"),
            Set.of("retry"),
            Set.of("scenario"),
            Set.of("guard"),
            Set.of("socket"),
            Set.of("plane"),
            Set.of("boundary"),
            Set.of("wire"),
            Set.of("record"),
            Set.of("journal"),
            Set.of("probe", "storm"),
            Set.of("verdict"),
            Set.of("report"),
            Set.of("run"),
            Set.of("validate"),
            Set.of("agent"),
            Set.of("cli"));

    /** The one arrow that goes up: stand-in servers may speak to the boundary they stand behind. */
    private static final Map<String, String> UPWARD = Map.of("io.squall.plane.netty", "io.squall.boundary");

    private static final String[] PURE = {
        "io.squall.load", "io.squall.retry", "io.squall.boundary", "io.squall.plane", "io.squall.verdict"
    };

    private static final String[] ADAPTERS = {
        "io.squall.wire.sim..",
        "io.squall.wire.netty..",
        "io.squall.wire.kernel..",
        "io.squall.boundary.relay..",
        "io.squall.boundary.kernel..",
        "io.squall.journal.chronicle..",
        "io.squall.plane.netty.."
    };

    private static final String PERMIT = "io.squall.guard.Permit";
    private static final String WIRE = "io.squall.wire.Wire";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.squall");

    @Test
    @DisplayName("1. There is no cycle between packages")
    void noCycles() {
        check(slices().matching("io.squall.(**)").should().beFreeOfCycles());
    }

    @Test
    @DisplayName("1. Every package has its place in the picture, and arrows point only downward")
    void arrowsPointDownward() {
        check(classes().should(new PointDownward()));
    }

    @Test
    @DisplayName("1. load, retry, boundary, plane and verdict do no I/O, know no thread and no library")
    void pureModelsArePure() {
        var threads = resideInAPackage("java.util.concurrent..").or(equivalentTo(Thread.class));
        var inputOutput = resideInAnyPackage("java.io..", "java.net..", "java.nio..");
        var known = resideInAnyPackage("java..", "io.squall..", "org.jspecify..");
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(not(known).or(threads).or(inputOutput)));
    }

    @Test
    @DisplayName("2. Adapters contain no queue, retry, service or verdict arithmetic: they do not see who does it")
    void adaptersDoNoArithmetic() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ADAPTERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.squall.retry..", "io.squall.storm..", "io.squall.verdict.."));
    }

    @Test
    @DisplayName("2. Only run names an adapter")
    void onlyRunNamesAdapters() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ADAPTERS)
                .and()
                .resideOutsideOfPackage("io.squall.run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS));
    }

    @Test
    @DisplayName("3. Netty is used only in socket, wire.netty, boundary.relay and plane.netty")
    void nettyIsConfined() {
        confine(
                "io.netty..",
                "io.squall.socket..",
                "io.squall.wire.netty..",
                "io.squall.boundary.relay..",
                "io.squall.plane.netty..");
    }

    @Test
    @DisplayName("3. Chronicle is used only in journal.chronicle")
    void chronicleIsConfined() {
        confine("net.openhft..", "io.squall.journal.chronicle..");
    }

    @Test
    @DisplayName("3. HdrHistogram is used only in record and in report, which reads its files")
    void hdrHistogramIsConfined() {
        confine("org.HdrHistogram..", "io.squall.record..", "io.squall.report..");
    }

    @Test
    @DisplayName("3. Foreign memory is used only in wire.kernel")
    void foreignMemoryIsConfined() {
        confine("java.lang.foreign..", "io.squall.wire.kernel..");
    }

    @Test
    @DisplayName("3. picocli is used only in cli")
    void picocliIsConfined() {
        confine("picocli..", "io.squall.cli..");
    }

    @Test
    @DisplayName("3. Jackson is used only in scenario, journal and report")
    void jacksonIsConfined() {
        confine("tools.jackson..", "io.squall.scenario..", "io.squall.journal", "io.squall.report..");
    }

    @Test
    @DisplayName("3. The classic queues of JCTools, which need Unsafe, are used nowhere")
    void classicQueuesAreUsedNowhere() {
        DescribedPredicate<JavaClass> classic = describe(
                "are classic JCTools classes (neither varhandle nor MessagePassingQueue)",
                type -> type.getPackageName().startsWith("org.jctools")
                        && !type.getPackageName().startsWith("org.jctools.queues.varhandle")
                        && !type.getName().startsWith("org.jctools.queues.MessagePassingQueue"));
        check(noClasses().should().dependOnClassesThat(classic));
    }

    @Test
    @DisplayName("4. Nobody outside time reads a clock or sleeps")
    void onlyTimeReadsClocks() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.squall.time..")
                .should()
                .accessTargetWhere(describe("a clock is read or a thread sleeps", ArchitectureTest::readsClock)));
    }

    @Test
    @DisplayName("4. Nobody outside load.Seed makes a random generator")
    void onlySeedMakesGenerators() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.squall.load.Seed")
                .should()
                .accessTargetWhere(describe("a random generator is made", ArchitectureTest::makesGenerator)));
    }

    @Test
    @DisplayName("5. verdict and report never see storm, probe, wire, boundary or plane")
    void figuresComeFromTheBundleAlone() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.squall.verdict..", "io.squall.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.squall.storm..",
                        "io.squall.probe..",
                        "io.squall.wire..",
                        "io.squall.boundary..",
                        "io.squall.plane.."));
    }

    @Test
    @DisplayName("6. Only guard makes a Permit")
    void onlyGuardMakesPermits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.squall.guard..")
                .should()
                .accessTargetWhere(describe(
                        "a Permit is constructed",
                        access ->
                                isConstructor(access) && access.getTargetOwner().isAssignableTo(PERMIT)))
                .orShould()
                .beAssignableTo(PERMIT));
    }

    @Test
    @DisplayName("6. A Wire with real sockets opens only with a Permit")
    void wiresTakePermits() {
        check(classes()
                .that()
                .resideInAnyPackage("io.squall.wire.netty..", "io.squall.wire.kernel..")
                .should(new OpenOnlyWithPermit()));
    }

    private static void confine(String library, String... homes) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    private static boolean readsClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
            case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.util.concurrent.locks.LockSupport" -> name.startsWith("park");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.util.Date" -> isConstructor(access);
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }

    private static boolean makesGenerator(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return switch (owner.getName()) {
            case "java.lang.Math", "java.lang.StrictMath" -> access.getName().equals("random");
            case "java.util.UUID" -> access.getName().equals("randomUUID");
            case "java.util.concurrent.ThreadLocalRandom" -> access.getName().equals("current");
            case "java.util.random.RandomGenerator", "java.util.random.RandomGeneratorFactory" ->
                Set.of("of", "getDefault", "create").contains(access.getName());
            default -> isConstructor(access) && owner.isAssignableTo(RandomGenerator.class);
        };
    }

    private static boolean isConstructor(JavaAccess<?> access) {
        return access.getTarget() instanceof ConstructorCallTarget
                || access.getTarget() instanceof ConstructorReferenceTarget;
    }

    /** A class sees its own capability and the rows below it. */
    private static final class PointDownward extends ArchCondition<JavaClass> {
        PointDownward() {
            super("stand in the picture and depend only on what stands below");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String own = capability(type);
            if (!own.isEmpty() && row(own) < 0) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + ": " + own + " is not in the picture"));
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                String other = capability(target);
                boolean upward = !other.isEmpty() && !other.equals(own) && row(other) >= row(own);
                if (upward && !target.getPackageName().equals(UPWARD.get(type.getPackageName()))) {
                    events.add(SimpleConditionEvent.violated(
                            dependency, own + " must not see " + other + ": " + dependency.getDescription()));
                }
            }
        }

        /** {@code wire} of {@code io.squall.wire.netty}; empty outside the house and in its root. */
        private static String capability(JavaClass type) {
            String[] parts = type.getPackageName().split("\\.", -1);
            return parts.length > 2 && type.getPackageName().startsWith("io.squall.") ? parts[2] : "";
        }

        private static int row(String capability) {
            for (int row = 0; row < PICTURE.size(); row++) {
                if (PICTURE.get(row).contains(capability)) {
                    return row;
                }
            }
            return -1;
        }
    }

    /** Every way to come by a Wire, constructor or factory, asks for a Permit. */
    private static final class OpenOnlyWithPermit extends ArchCondition<JavaClass> {
        OpenOnlyWithPermit() {
            super("take a Permit in every constructor and factory of a Wire");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Stream<? extends JavaCodeUnit> constructors =
                    type.isAssignableTo(WIRE) && !type.isInterface() ? type.getConstructors().stream() : Stream.of();
            Stream<JavaMethod> factories = type.getMethods().stream()
                    .filter(method -> method.getModifiers().contains(JavaModifier.STATIC)
                            && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && method.getRawReturnType().isAssignableTo(WIRE));
            Stream.concat(constructors, factories)
                    .filter(unit -> !unit.getModifiers().contains(JavaModifier.PRIVATE))
                    .filter(unit -> unit.getRawParameterTypes().stream()
                            .noneMatch(parameter -> parameter.isAssignableTo(PERMIT)))
                    .forEach(unit -> events.add(SimpleConditionEvent.violated(
                            unit, unit.getFullName() + " opens a Wire without a Permit")));
        }
    }
}
