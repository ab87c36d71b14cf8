using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

/// <summary>The text that users read, for small inputs.</summary>
public sealed class ModelEmitterTests
{
    [Fact]
    public void WritesTheDefinition() => Snapshot.Match(GeneratorTest.RunOnBroken<ModelGenerator>(
        """
        using MlDsl;
        namespace Taxi;
        public enum Mood { Good, Bad }
        [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Label] public Mood Mood { get; init; } }
        [Model<Trip, MulticlassClassification>(Version = "2")] public sealed partial class DefaultModel;
        [Model<Trip, MulticlassClassification>(Name = "mood"), LogisticRegression(L2 = 0.5, ClassWeights = ClassWeights.Balanced)] public sealed partial class MoodModel;
        """));
}
