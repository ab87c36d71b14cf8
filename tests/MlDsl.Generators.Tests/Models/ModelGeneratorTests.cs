using Microsoft.CodeAnalysis;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

public sealed class ModelGeneratorTests
{
    private const string Rows = """
        public enum Mood { Good, Bad }
        [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Label(Positive = "2")] public int Fare { get; init; } }
        [Dataset] public partial record Day { [Numeric] public required float Sun { get; init; } [Label] public Mood Mood { get; init; } }
        [Dataset] internal partial record Hidden { [Numeric] public required float Miles { get; init; } [Label] public bool Late { get; init; } }
        """;

    [Theory]
    [InlineData("[Model<Trip, Regression>] public sealed partial class M;")]
    [InlineData("[Model<Trip, BinaryClassification>] public partial class M { public string Note => \"\"; static M() { } }")]
    [InlineData("[Model<Trip, MulticlassClassification>] internal sealed partial class M;")]
    [InlineData("[Model<Day, MulticlassClassification>(Name = \"mood \\\"1\\\"\", Version = \"1\\n2\"), LogisticRegression(ClassWeights = ClassWeights.Balanced, L1 = 0.5, MaxIterations = 9, FitIntercept = false)] public sealed partial class M;")]
    [InlineData("[Model<Trip, Regression>, PoissonRegression(L2 = double.Epsilon, Tolerance = 1e-9)] public sealed partial class M;")]
    [InlineData("[Model<Hidden, BinaryClassification>] internal sealed partial class M;")]
    [InlineData("public static partial class Outer { [Model<Trip, Regression>] public sealed partial class @class; }")]
    [InlineData("[Model<Trip, Regression>] public sealed partial class M; [Model<Trip, Regression>] public sealed partial class m1; [Model<Trip, Regression>] public sealed partial class M1;")]
    public void MakesAModelOfEveryShapeOfClass(string model) => Given.Model(Rows + model);

    [Fact]
    public void TakesARowOfAnotherAssembly()
    {
        Compilation library = Given.Generate(CSharp.Compile("using MlDsl;\n" + Rows).WithAssemblyName("Rows"));
        using var image = new MemoryStream();
        var emitted = library.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        MetadataReference reference = MetadataReference.CreateFromImage(image.ToArray());
        Compilation compilation = Given.Generate(CSharp.Compile(
            """
            using MlDsl;
            [Model<Trip, BinaryClassification>] public sealed partial class Late;
            [Model<Day, MulticlassClassification>] public sealed partial class Moods;
            public static class Use { public static Mood Of(Moods moods, float sun) => moods.Predict(new Day.Input { Sun = sun }).Label; }
            """).AddReferences(reference));
        CSharp.AssertClean(compilation);
        Assert.Equal(2, compilation.SyntaxTrees.Count(static t => t.FilePath.EndsWith(".Model.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void TakesATrainerAndATaskThatNobodyKnows() => CSharp.AssertClean(Given.Generate(CSharp.Compile(
        """
        using MlDsl;
        using MlDsl.Training;
        public enum Pace { Slow, Fast }
        public sealed record ConstantOptions : TrainerOptions
        {
            public float Value { get; init; }
            public string Note { get; init; } = "";
            public Pace Pace { get; init; }
            public char Letter { get; init; } = 'a';
            public override TargetKind Targets => TargetKind.Classes;
            public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) =>
                new(new LinearPredictor(new float[problem.Rows.Width * problem.Classes], new float[problem.Classes]), Link.Softmax, new TrainingLog(1, true, 0));
            protected override void Describe(OptionWriter options) => options.Write(nameof(Note), Note);
        }
        [System.AttributeUsage(System.AttributeTargets.Class), Trainer(typeof(ConstantOptions), Targets = TargetKind.Classes)]
        public sealed class ConstantAttribute : System.Attribute
        {
            public float Value { get; init; }
            public string Note { get; init; } = "";
            public Pace Pace { get; init; }
            public char Letter { get; init; }
        }
        [Task("Naming", Target = TargetKind.Classes, Labels = LabelKinds.Class, DefaultTrainer = typeof(ConstantAttribute), Implementation = typeof(NamingTask<>))]
        public sealed class Naming : ITask;
        public sealed class NamingTask<T> : ITask<T, Named<T>, MulticlassMetrics> where T : notnull
        {
            public static LabelCodes<T> Learn<TRow>(TrainSet<TRow> train, System.Threading.CancellationToken cancellation) where TRow : ILabeledRow<TRow, T> => ClassCodes<T>.Of(train, cancellation);
            public static LabelCodes<T> Read(Outcome outcome) => ClassCodes<T>.Named(outcome.Classes, outcome.Baseline);
            public static Named<T> Decide(System.ReadOnlySpan<float> scores, LabelCodes<T> labels, Outcome outcome) => new(labels.Names[0]);
            public static MulticlassMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) => throw new System.NotSupportedException();
            public static double Loss(in ScoredRows rows) => 0;
        }
        public readonly record struct Named<T>(string Name);
        """ + "\n" + Rows.Replace("using MlDsl;", "") + """

        [Model<Day, Naming>] public sealed partial class Plain;
        [Model<Day, Naming>, Constant(Value = 0.1f, Note = "a\"b", Pace = Pace.Fast, Letter = '\'')] public sealed partial class Told;
        [Model<Day, MulticlassClassification>, Constant] public sealed partial class Mixed;
        public static class Use { public static string Of(Plain model, float sun) => model.Predict(new Day.Input { Sun = sun }).Name; }
        """)));

    [Fact]
    public void SpecsCompareByValue()
    {
        static ModelSpec Parse(string model) => ModelParser.Parse(CSharp.Compile("using MlDsl;\n" + Rows + model).GetTypeByMetadataName("M")!, null, default)!;
        ModelSpec spec = Parse("[Model<Trip, Regression>, LinearRegression(L2 = 0.5)] public partial class M;");
        Assert.Equal(spec, Parse("[Model<Trip, Regression>, LinearRegression(L2 = 0.5)] public partial class M;"));
        Assert.Equal(spec, Parse("[LinearRegressionAttribute(L2 = 1 / 2.0)] [Model<global::Trip, Regression>(Version = \"1\")] public sealed partial class M { }"));
        Assert.NotEqual(spec, Parse("[Model<Trip, Regression>, LinearRegression(L2 = 0.25)] public partial class M;"));
        Assert.NotEqual(spec, Parse("[Model<Trip, Regression>, PoissonRegression(L2 = 0.5)] public partial class M;"));
    }
}
